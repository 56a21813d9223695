-- The office's own yearly work plan (全办年度工作计划): with it the office's plan is made (Art. 17), on it that plan is
-- drafted (Art. 21). Each version is a record of its own with its tasks; what becomes of each task is decided once.
create table work_plan (
  id uuid primary key default gen_random_uuid(),
  year integer not null references performance_year unique,
  version integer not null default 1
);

create table work_plan_version (
  id uuid primary key default gen_random_uuid(),
  work_plan_id uuid not null references work_plan,
  number integer not null check (number >= 1),
  title text not null check (title <> ''),
  document_number text check (document_number <> ''),
  text text not null default '',
  reason text check (reason <> ''),
  file_id uuid references stored_file,
  canonical bytea not null,
  digest text not null,
  algorithm text not null default 'sha256-rfc8785',
  made_by uuid not null references person,
  made_at timestamptz not null,
  unique (work_plan_id, number),
  check ((number = 1) = (reason is null))
);
create index work_plan_version_file on work_plan_version (file_id);
create index work_plan_version_made_by on work_plan_version (made_by);

create table work_plan_entry (
  work_plan_version_id uuid not null references work_plan_version,
  task_id uuid not null,
  sort integer not null,
  number text not null check (number <> ''),
  text text not null check (text <> ''),
  division_id uuid references division,
  division_name_zh text,
  division_name_en text,
  primary key (work_plan_version_id, task_id),
  unique (work_plan_version_id, sort),
  unique (work_plan_version_id, number),
  check ((division_id is null) = (division_name_zh is null)),
  check ((division_id is null) = (division_name_en is null))
);
comment on column work_plan_entry.task_id is 'one task keeps it through every version that has it';
comment on column work_plan_entry.division_name_zh is 'as the division was called when the version was recorded';
create index work_plan_entry_task on work_plan_entry (task_id);
create index work_plan_entry_division on work_plan_entry (division_id);

create trigger work_plan_version_is_append_only before update or delete or truncate on work_plan_version
  for each statement execute function refuse_change();
create trigger work_plan_entry_is_append_only before update or delete or truncate on work_plan_entry
  for each statement execute function refuse_change();

create table work_plan_decision (
  task_id uuid primary key,
  work_plan_version_id uuid not null,
  outcome text not null check (outcome in ('taken', 'linked', 'declined')),
  item_id uuid references item on delete cascade,
  reason text check (reason <> ''),
  decided_by uuid not null references person,
  decided_at timestamptz not null,
  foreign key (work_plan_version_id, task_id) references work_plan_entry,
  check ((outcome = 'declined') = (reason is not null)),
  check ((outcome = 'declined') = (item_id is null))
);
comment on column work_plan_decision.work_plan_version_id is 'the version in whose words the task was decided on';
comment on column work_plan_decision.item_id is 'the item of the office''s plan that was made from the task, or that covers it';
create index work_plan_decision_version on work_plan_decision (work_plan_version_id, task_id);
create index work_plan_decision_item on work_plan_decision (item_id);
create index work_plan_decision_by on work_plan_decision (decided_by);
