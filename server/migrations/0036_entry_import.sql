-- A table of figures is taken in by a job: what was uploaded, how far it is, what it came to, and its rows until then.

create table entry_import (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person,
  division_id uuid not null references division,
  state text not null check (state in ('waiting', 'reading', 'read', 'taking', 'taken', 'failed', 'cancelled')),
  file_name text not null,
  file_digest text not null,
  file_size integer not null check (file_size >= 0),
  headings jsonb not null default '[]' check (jsonb_typeof(headings) = 'array'),
  rows_done integer not null default 0 check (rows_done >= 0),
  rows_total integer check (rows_total >= 0),
  accepted integer not null default 0,
  unchanged integer not null default 0,
  refused integer not null default 0,
  failure jsonb,
  attempts integer not null default 0,
  begun_at timestamptz not null,
  ended_at timestamptz,
  check ((failure is not null) = (state = 'failed')),
  check ((ended_at is not null) = (state in ('taken', 'failed', 'cancelled')))
);
create index entry_import_person on entry_import (person_id, begun_at desc, id);
create index entry_import_division on entry_import (division_id);
create unique index entry_import_running on entry_import (person_id) where state in ('waiting', 'reading', 'taking');
comment on column entry_import.file_digest is 'no reference: the upload goes after a day, what was read of it stays here';

create table entry_import_row (
  import_id uuid not null references entry_import on delete cascade,
  outcome text not null check (outcome in ('accepted', 'unchanged', 'refused')),
  row integer not null,
  message jsonb,
  column_name text,
  duty_id uuid,
  kind text check (kind in ('value', 'nil')),
  value text,
  note text,
  duty_version integer,
  draft_version integer,
  evidence_file_id uuid,
  cells jsonb,
  primary key (import_id, outcome, row),
  check ((cells is not null) = (outcome = 'refused'))
);
comment on table entry_import_row is 'what the dry run made of each row, with the versions it saw; removed a week after the import ended';
create index entry_import_row_duty on entry_import_row (duty_id);
