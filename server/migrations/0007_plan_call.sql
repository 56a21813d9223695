-- The call for next year's plans (Art. 18), the due day of each division, and what a division's plan has besides its
-- items (Art. 19): the text of its yearly work plan and attachments.

create table plan_call (
  id uuid primary key default gen_random_uuid(),
  year integer not null references performance_year unique,
  title text not null,
  text text not null default '',
  template_file_id uuid references stored_file,
  working_days integer not null check (working_days between 1 and 120),
  state text not null check (state in ('drafted', 'issued', 'closed')),
  issued_on date,
  due_on date,
  incorporated_in text,
  incorporated_on date,
  close_reason text,
  version integer not null default 1,
  check ((state = 'drafted') = (issued_on is null)),
  check (due_on is null or state <> 'drafted'),
  check ((incorporated_in is null) = (incorporated_on is null)),
  check (incorporated_on is null or state <> 'drafted')
);
create index plan_call_template on plan_call (template_file_id);

create table plan_call_division (
  call_id uuid not null references plan_call,
  division_id uuid not null references division,
  due_on date,
  extension_reason text,
  extended_on date,
  primary key (call_id, division_id),
  check ((extension_reason is null) = (extended_on is null)),
  check (extended_on is null or due_on is not null)
);
comment on column plan_call.due_on is 'null while it awaits the official list of holidays';
comment on column plan_call_division.due_on is 'the day in force: that of the call, or a later one for this division';
create index plan_call_division_division on plan_call_division (division_id);

alter table plan add column work_plan_text text not null default '';

create table plan_file (
  plan_id uuid not null references plan,
  file_id uuid not null references stored_file,
  sort integer not null,
  primary key (plan_id, file_id)
);
create index plan_file_file on plan_file (file_id);

create table plan_submission (
  plan_version_id uuid primary key references plan_version,
  submitted_on date not null,
  due_on date
);
comment on table plan_submission is 'a division''s submission and the due day in force then: what was late stays marked';
create trigger plan_submission_is_append_only before update or delete or truncate on plan_submission
  for each statement execute function refuse_change();
