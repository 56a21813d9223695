-- The city's table of indicators (Art. 8(3), 11): what a table's columns were taken for is remembered, a later table is
-- reconciled row by row, and the day on which the office's plan went to the city is recorded.

alter table municipal_indicator
  add column level2_weight numeric,
  add column standard text not null default '',
  add column source_document text not null default '',
  add column withdrawn_on date,
  add column revised_on date;
comment on column municipal_indicator.withdrawn_on is 'the day of the city''s table that no longer has it; the row and its items stay';
comment on column municipal_indicator.revised_on is 'the day of the city''s table that changed it; null once its allotment was looked at again';
alter table municipal_indicator drop constraint municipal_indicator_municipal_plan_id_number_key;
create unique index municipal_indicator_number on municipal_indicator (municipal_plan_id, number)
  where withdrawn_on is null;
create index municipal_indicator_plan on municipal_indicator (municipal_plan_id, number);

create table municipal_import (
  id uuid primary key default gen_random_uuid(),
  municipal_plan_id uuid not null references municipal_plan,
  number integer not null check (number > 0),
  file_id uuid not null references stored_file,
  issued_on date not null,
  source text not null,
  reason text,
  sets_deadline boolean not null,
  added integer not null,
  changed integer not null default 0,
  withdrawn integer not null default 0,
  made_by uuid not null references person,
  made_at timestamptz not null,
  unique (municipal_plan_id, number),
  check ((number = 1) = (reason is null))
);
create index municipal_import_file on municipal_import (file_id);
create index municipal_import_made_by on municipal_import (made_by);
create trigger municipal_import_is_append_only before update or delete or truncate on municipal_import
  for each statement execute function refuse_change();

insert into municipal_import (municipal_plan_id, number, file_id, issued_on, source, sets_deadline, added, made_by, made_at)
select city.id, 1, city.file_id, city.issued_on, city.source, true,
  (select count(*) from municipal_indicator row where row.municipal_plan_id = city.id), history.person_id, history.occurred_at
from municipal_plan city
join history on history.subject_kind = 'municipalPlan' and history.subject_id = city.id
  and history.action = 'plan.importIndicators' and history.person_id is not null;

create table municipal_mapping (
  id uuid primary key default gen_random_uuid(),
  digest text not null unique,
  signature text not null,
  columns jsonb not null,
  source text not null,
  used_on date not null,
  used_by uuid not null references person,
  version integer not null default 1
);
comment on table municipal_mapping is 'what the columns of a table with these headings were taken for when it was imported last';
create index municipal_mapping_used on municipal_mapping (used_on desc, id);
create index municipal_mapping_used_by on municipal_mapping (used_by);

create table municipal_sending (
  id uuid primary key default gen_random_uuid(),
  municipal_plan_id uuid not null references municipal_plan,
  plan_version_id uuid not null references plan_version,
  number integer not null check (number > 0),
  sent_on date not null,
  due_on date,
  way text not null check (way in ('citySystem', 'officeAutomation', 'mail', 'paper', 'letter')),
  receiver text not null,
  document_number text not null,
  note text not null default '',
  made_by uuid not null references person,
  made_at timestamptz not null,
  unique (municipal_plan_id, number),
  check (number = 1 or note <> '')
);
comment on column municipal_sending.due_on is 'the day in force when it was recorded; null while the list of holidays was awaited';
create index municipal_sending_version on municipal_sending (plan_version_id);
create index municipal_sending_made_by on municipal_sending (made_by);
create trigger municipal_sending_is_append_only before update or delete or truncate on municipal_sending
  for each statement execute function refuse_change();
