-- Feeds of the office: a named file or address that is mapped once and read again each period. The daily passenger file
-- is a feed with a reading of its own; its runs and figures lie in the same tables.

create table feed_host (
  id uuid primary key default gen_random_uuid(),
  host text not null,
  port integer not null check (port between 1 and 65535),
  is_internal boolean not null,
  reason text not null,
  allowed_by uuid not null references person,
  allowed_at timestamptz not null,
  withdrawn_at timestamptz,
  version integer not null default 1
);
comment on table feed_host is 'hosts from which feeds may be fetched; is_internal: it may lie in the office''s own network';
create unique index feed_host_standing on feed_host (host, port) where withdrawn_at is null;
create index feed_host_allowed_by on feed_host (allowed_by);

create table feed (
  id uuid primary key default gen_random_uuid(),
  division_id uuid not null references division,
  name text not null,
  kind text not null check (kind in ('file', 'address')),
  format text not null check (format in ('csv', 'xlsx', 'json')),
  file_name text not null default '',
  address text,
  is_daily boolean not null default false,
  ended_at timestamptz,
  made_by uuid not null references person,
  made_at timestamptz not null,
  version integer not null default 1,
  check ((kind = 'address') = (address is not null)),
  check (kind = 'address' or not is_daily)
);
create index feed_division on feed (division_id, made_at, id);
create index feed_made_by on feed (made_by);

create table feed_mapping (
  id uuid primary key default gen_random_uuid(),
  feed_id uuid not null references feed,
  number integer not null,
  content jsonb not null,
  made_by uuid not null references person,
  made_at timestamptz not null,
  unique (feed_id, number)
);
create index feed_mapping_made_by on feed_mapping (made_by);

alter table feed_run
  alter column year drop not null,
  alter column file_id drop not null,
  alter column run_by drop not null,
  add column feed_id uuid references feed,
  add column mapping_id uuid references feed_mapping,
  add column state text not null default 'taken' check (state in ('asked', 'fetched', 'taken', 'failed')),
  add column fault jsonb,
  add column scheduled_on date,
  add column asked_at timestamptz not null default now(),
  add check ((feed = 'passengers') = (feed_id is null)),
  add check (feed <> 'passengers' or (year is not null and run_by is not null and state = 'taken')),
  add check ((state in ('fetched', 'taken')) <= (file_id is not null)),
  add check ((state = 'failed') = (fault is not null)),
  add check (run_by is not null or scheduled_on is not null);
create unique index feed_run_asked on feed_run (feed_id) where state = 'asked';
create unique index feed_run_scheduled on feed_run (feed_id, scheduled_on) where scheduled_on is not null;
create index feed_run_of_feed on feed_run (feed_id, run_at desc, id);
create index feed_run_mapping on feed_run (mapping_id);

alter table duty_suggestion
  alter column passengers drop not null;

create table feed_figure (
  run_id uuid not null references feed_run,
  duty_id uuid not null references duty,
  value numeric not null,
  sheet text not null,
  line integer not null,
  primary key (run_id, duty_id)
);
comment on table feed_figure is 'what a reading gave for a duty, and the line of the file in which it stands';
create index feed_figure_duty on feed_figure (duty_id);

alter table submission
  drop constraint submission_source_check,
  add constraint submission_source_check check (source in ('typed', 'passengers', 'feed'));
