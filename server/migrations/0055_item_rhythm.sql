-- One item may report in a rhythm of its own, the measure of an own check is told done (Art. 9), and a phase that nobody
-- claims is judged too (Art. 14).

create table item_rhythm (
  id uuid primary key default gen_random_uuid(),
  item_id uuid not null references item,
  number integer not null check (number > 0),
  rhythm text check (rhythm in ('month', 'quarter', 'phaseEnd')),
  from_on date not null,
  reason text not null check (reason <> ''),
  set_by uuid not null references person,
  set_at timestamptz not null,
  unique (item_id, number)
);
comment on table item_rhythm is 'how often the progress of an item is reported from a day on; the last of a day holds';
comment on column item_rhythm.rhythm is 'null: as the setting of the office says, again';
create index item_rhythm_set_by on item_rhythm (set_by);

create table own_check_done (
  check_id uuid primary key references own_check,
  words text not null check (words <> ''),
  done_by uuid not null references person,
  done_at timestamptz not null
);
create index own_check_done_by on own_check_done (done_by);

create trigger item_rhythm_is_append_only before update or delete or truncate on item_rhythm
  for each statement execute function refuse_change();
create trigger own_check_done_is_append_only before update or delete or truncate on own_check_done
  for each statement execute function refuse_change();

alter table phase_judgement alter column claimed_by drop not null;
alter table phase_judgement add check (claimed_by is not null or verdict is not distinct from 'notMet');
comment on column phase_judgement.claimed_by is 'null: nobody claimed it in time, and it was judged as not met';
comment on column phase_judgement.claimed_at is 'where nobody claimed it, when it was judged';
