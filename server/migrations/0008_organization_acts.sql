-- Who stands in for whom, reorganisations from a day, handovers of those who leave (Art. 7–9, 39–41).

-- A stand-in and the post stood in for are of the business line: no administrator takes part on either side.
alter table post add unique (id, line);

create table stand_in (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('substitute', 'delegation')),
  post_id uuid not null,
  person_id uuid not null,
  line text not null default 'business' check (line = 'business'),
  bases text[] check (cardinality(bases) > 0),
  from_on date not null,
  to_on date,
  reason text not null,
  made_by uuid not null references person,
  made_at timestamptz not null,
  version integer not null default 1,
  foreign key (post_id, line) references post (id, line),
  foreign key (person_id, line) references person (id, line),
  check (to_on is null or to_on >= from_on),
  check ((kind = 'delegation') = (bases is not null)),
  check (kind = 'substitute' or to_on is not null)
);
comment on column stand_in.to_on is 'the first day on which it no longer holds';
comment on column stand_in.bases is 'the bases of the acts that are delegated; null: a substitute has the whole post while its holder is absent';
create index stand_in_post on stand_in (post_id, from_on desc);
create index stand_in_person on stand_in (person_id);
create index stand_in_made_by on stand_in (made_by);
create index stand_in_order on stand_in (from_on desc, id desc);

create table absence (
  id uuid primary key default gen_random_uuid(),
  post_id uuid not null,
  line text not null default 'business' check (line = 'business'),
  from_on date not null,
  to_on date not null,
  basis text not null,
  made_by uuid not null references person,
  made_at timestamptz not null,
  version integer not null default 1,
  foreign key (post_id, line) references post (id, line),
  check (to_on >= from_on)
);
create index absence_post on absence (post_id, from_on desc);
create index absence_made_by on absence (made_by);
create index absence_order on absence (from_on desc, id desc);

alter table session add column stand_in_id uuid references stand_in;
create index session_stand_in on session (stand_in_id);
alter table history add column stand_in_id uuid;
comment on column history.stand_in_id is 'under which the person acted in the place of the holder of the post';
alter table signature add column stand_in_id uuid references stand_in;
create index signature_stand_in on signature (stand_in_id);
alter table duty add column signed_for uuid references person;
comment on column duty.signed_for is 'in whose place it was signed: for the separation of duties both have signed';
create index duty_signed_for on duty (signed_for);
alter table data_report add column signed_for uuid references person;
create index data_report_signed_for on data_report (signed_for);

-- Every post a person acts under on a day: the own ones, those whose absent holder the person is the substitute of
-- (with what comes by virtue of them), and those of which acts are delegated. Whoever has no own post has none.
create function acting_posts(of_person uuid, on_day date)
returns table (post_id uuid, stand_in_id uuid, to_on date) language sql stable as $$
  select post.id, null::uuid, post.to_on from post
  where post.person_id = of_person and post.from_on <= on_day and (post.to_on is null or post.to_on > on_day)
  union all
  select post.id, stand_in.id, least(stand_in.to_on, post.to_on, absence.to_on)
  from stand_in
  join post on post.id = stand_in.post_id or (stand_in.kind = 'substitute' and post.by_virtue_of = stand_in.post_id)
  left join absence on stand_in.kind = 'substitute' and absence.post_id = stand_in.post_id
    and absence.from_on <= on_day and absence.to_on > on_day
  where stand_in.person_id = of_person
    and stand_in.from_on <= on_day and (stand_in.to_on is null or stand_in.to_on > on_day)
    and post.from_on <= on_day and (post.to_on is null or post.to_on > on_day)
    and (stand_in.kind = 'delegation' or absence.id is not null)
    and exists (select from post own where own.person_id = of_person
      and own.from_on <= on_day and (own.to_on is null or own.to_on > on_day))
$$;

-- What a division was called on a day: signatures, cards and history keep the name of their day.
create table division_former_name (
  division_id uuid not null references division,
  until_on date not null,
  name_zh text not null,
  name_en text not null,
  primary key (division_id, until_on)
);
comment on column division_former_name.until_on is 'the first day of the next name';

create function division_name_on(of_division uuid, on_day date) returns jsonb language sql stable as $$
  select coalesce(
    (select jsonb_build_object('zh', former.name_zh, 'en', former.name_en) from division_former_name former
      where former.division_id = of_division and former.until_on > on_day order by former.until_on limit 1),
    (select jsonb_build_object('zh', division.name_zh, 'en', division.name_en) from division
      where division.id = of_division))
$$;

-- A division that was planned and given up again never was: it ends on the day it would have begun.
alter table division drop constraint division_check;
alter table division add constraint division_check check (to_on is null or to_on >= from_on);

create table reorganisation (
  id uuid primary key default gen_random_uuid(),
  from_on date not null,
  document text not null,
  content jsonb not null,
  state text not null check (state in ('drafted', 'planned', 'applied', 'withdrawn')),
  made_by uuid not null references person,
  made_at timestamptz not null,
  version integer not null default 1
);
comment on column reorganisation.document is 'what orders it, with its number';
comment on column reorganisation.content is 'what is founded, renamed and ended, with successors; what it brought about is in the tables themselves';
create index reorganisation_made_by on reorganisation (made_by);
create index reorganisation_waiting on reorganisation (from_on) where state = 'planned';
create index reorganisation_order on reorganisation (from_on desc, id desc);

-- Who took over what a division had; it ends with it.
create table division_successor (
  division_id uuid primary key references division,
  successor_id uuid not null references division,
  reorganisation_id uuid not null references reorganisation,
  check (successor_id <> division_id)
);
create index division_successor_successor on division_successor (successor_id);
create index division_successor_reorganisation on division_successor (reorganisation_id);

create table reorganisation_post (
  reorganisation_id uuid not null references reorganisation,
  post_id uuid not null references post,
  former_to_on date,
  primary key (reorganisation_id, post_id)
);
comment on table reorganisation_post is 'posts that end with their division, and when they would have ended';
create index reorganisation_post_post on reorganisation_post (post_id);

create table handover (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person,
  leaves_on date not null,
  reason text not null,
  state text not null check (state in ('drafted', 'handedOver', 'signed', 'applied', 'withdrawn')),
  made_by uuid not null references person,
  made_at timestamptz not null,
  applied_at timestamptz,
  version integer not null default 1
);
comment on column handover.leaves_on is 'the first day on which the person is no longer here';
create unique index handover_open on handover (person_id) where state in ('drafted', 'handedOver', 'signed');
create index handover_person on handover (person_id);
create index handover_made_by on handover (made_by);
create index handover_order on handover (leaves_on desc, id desc);

create table handover_row (
  handover_id uuid not null references handover,
  sort integer not null,
  kind text not null check (kind in ('item', 'post', 'standIn', 'todo')),
  subject_id uuid not null,
  role text check (role in ('main', 'responsible', 'participant')),
  title text not null,
  successor_id uuid references person,
  primary key (handover_id, sort),
  check ((kind = 'item') = (role is not null))
);
create index handover_row_successor on handover_row (successor_id);

create table handover_signature (
  id uuid primary key default gen_random_uuid(),
  handover_id uuid not null references handover,
  side text not null check (side in ('leaver', 'receiver')),
  person_id uuid not null references person,
  post_id uuid not null references post,
  statement text not null,
  statement_number integer not null,
  canonical bytea not null,
  digest text not null,
  signed_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp()
);
comment on table handover_signature is 'a sheet that was changed is signed anew; the earlier signatures stay';
create index handover_signature_handover on handover_signature (handover_id, recorded_at desc);
create index handover_signature_person on handover_signature (person_id);
create index handover_signature_post on handover_signature (post_id);
