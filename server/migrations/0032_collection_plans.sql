-- Collection plans (Art. 26): for each indicator, in versions, how it is collected: unit, form, checks, days, way.

create table collection_version (
  id uuid primary key default gen_random_uuid(),
  indicator_id uuid not null references indicator,
  number integer not null,
  state text not null check (state in ('draft', 'inForce', 'discarded')),
  effective_on date not null,
  collecting_unit_id uuid references external_body,
  requirement_file_id uuid references stored_file,
  content jsonb not null,
  made_by uuid not null references person,
  made_at timestamptz not null,
  forced_by uuid references person,
  forced_at timestamptz,
  version integer not null default 1,
  unique (indicator_id, number),
  check ((state = 'inForce') = (forced_by is not null) and (forced_by is null) = (forced_at is null))
);
comment on column collection_version.effective_on is 'periods whose last day is not before it are asked by it';
create unique index collection_version_draft on collection_version (indicator_id) where state = 'draft';
create index collection_version_in_force on collection_version (indicator_id, effective_on, number) where state = 'inForce';
create index collection_version_unit on collection_version (collecting_unit_id);
create index collection_version_requirement on collection_version (requirement_file_id);
create index collection_version_made_by on collection_version (made_by);
create index collection_version_forced_by on collection_version (forced_by);

alter table duty add column collection_version_id uuid references collection_version;
comment on column duty.collection_version_id is 'the version by which it is asked; null: the default form';
create index duty_collection_version on duty (collection_version_id) where collection_version_id is not null;
alter table duty add column is_preliminary boolean not null default false;
comment on column duty.is_preliminary is 'the figure in force is a preliminary one: a final one that takes its place is no correction';

alter table submission add column content jsonb not null default '{}';
comment on column submission.content is 'further fields of the form by their keys, and the reasons given for warnings';
alter table submission add column is_preliminary boolean not null default false;
