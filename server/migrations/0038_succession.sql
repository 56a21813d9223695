-- What a division that ends leaves open: what was addressed to it goes to its successor, what nobody can take over by
-- rule is settled by somebody.

-- The successor answers in its place.
alter table consultation_answer drop constraint consultation_answer_state_check;
alter table consultation_answer add constraint consultation_answer_state_check
  check (state in ('asked', 'answered', 'silent', 'passed'));

create table reorganisation_matter (
  id uuid primary key default gen_random_uuid(),
  reorganisation_id uuid not null references reorganisation,
  kind text not null check (kind in ('sameDivision', 'planLeft')),
  item_id uuid references item on delete cascade,
  plan_id uuid references plan,
  kept_reason text check (kept_reason <> ''),
  kept_by uuid references person,
  kept_at timestamptz,
  version integer not null default 1,
  check ((kind = 'sameDivision') = (item_id is not null)),
  check ((kind = 'planLeft') = (plan_id is not null)),
  check ((kept_reason is null) = (kept_by is null) and (kept_by is null) = (kept_at is null))
);
comment on table reorganisation_matter is 'what a reorganisation has left to be settled; kept: it is to stay as it is, for the reason given';
create unique index reorganisation_matter_item on reorganisation_matter (item_id, reorganisation_id);
create unique index reorganisation_matter_plan on reorganisation_matter (plan_id, reorganisation_id);
create index reorganisation_matter_reorganisation on reorganisation_matter (reorganisation_id);
create index reorganisation_matter_kept_by on reorganisation_matter (kept_by);
create index reorganisation_matter_open on reorganisation_matter (id) where kept_reason is null;

-- A division and those whose successor it is, directly or through others.
create function divisions_of(of_division uuid) returns setof uuid language sql stable as $$
  with recursive mine as (
    select of_division as id
    union
    select division_successor.division_id from division_successor join mine on division_successor.successor_id = mine.id)
  select id from mine where id is not null
$$;

-- Whoever stands for a division: itself, or after its end the last of its successors.
create function heir_of(of_division uuid) returns uuid language sql stable as $$
  with recursive heirs as (
    select of_division as id, 0 as step
    union all
    select division_successor.successor_id, heirs.step + 1
    from division_successor join heirs on division_successor.division_id = heirs.id where heirs.step < 100)
  select id from heirs order by step desc limit 1
$$;

-- Notices that a division which has ended had not received are for its successor.
insert into document_receipt (document_id, division_id)
select receipt.document_id, succession.successor_id
from document_receipt receipt join division_successor succession on succession.division_id = receipt.division_id
where receipt.read_at is null
on conflict do nothing;
