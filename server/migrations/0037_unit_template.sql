-- The collecting unit's own form (Art. 26): its workbook, which cells take which figure, from which day it holds.

create table unit_template (
  id uuid primary key default gen_random_uuid(),
  collecting_unit_id uuid not null references external_body,
  coordinating_division_id uuid not null references division,
  frequency text not null check (frequency in ('month', 'quarter', 'halfYear', 'year')),
  name text not null,
  version integer not null default 1,
  unique (coordinating_division_id, collecting_unit_id, frequency)
);
create index unit_template_unit on unit_template (collecting_unit_id);

create table unit_template_version (
  id uuid primary key default gen_random_uuid(),
  template_id uuid not null references unit_template,
  number integer not null,
  state text not null check (state in ('drafted', 'inForce', 'withdrawn')),
  effective_from date not null,
  nil_as text not null default 'dash' check (nil_as in ('dash', 'zero')),
  file_id uuid not null references stored_file,
  changed_by uuid not null references person,
  changed_for uuid references person,
  forced_by uuid references person,
  forced_on date,
  withdrawn_reason text,
  unique (template_id, number),
  check ((forced_by is null) = (forced_on is null)),
  check (state <> 'inForce' or forced_by is not null),
  check ((state = 'withdrawn') = (withdrawn_reason is not null))
);
comment on column unit_template_version.effective_from is 'periods that end on this day or later take it';
comment on column unit_template_version.changed_for is 'in whose place the mapping was changed, where a stand-in did';
create unique index unit_template_version_draft on unit_template_version (template_id) where state = 'drafted';
create unique index unit_template_version_day on unit_template_version (template_id, effective_from)
  where state = 'inForce';
create index unit_template_version_file on unit_template_version (file_id);
create index unit_template_version_changed_by on unit_template_version (changed_by);
create index unit_template_version_changed_for on unit_template_version (changed_for);
create index unit_template_version_forced_by on unit_template_version (forced_by);

create table unit_template_cell (
  version_id uuid not null references unit_template_version,
  sheet text not null,
  cell text not null,
  fact text not null check (fact in ('value', 'yearToDate', 'lastYear', 'responsibleDivision', 'period', 'office',
    'division', 'reportDay', 'personInCharge', 'contactName', 'contactPhone')),
  indicator_id uuid references indicator,
  sort integer not null,
  primary key (version_id, sheet, cell)
);
create index unit_template_cell_indicator on unit_template_cell (indicator_id);

alter table data_report_file drop constraint data_report_file_kind_check;
alter table data_report_file add constraint data_report_file_kind_check
  check (kind in ('letter', 'table', 'unitTable', 'manifest'));
