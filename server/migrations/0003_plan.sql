-- The city's indicators, the office plan, its items, phases and indicators, and their immutable versions (Art. 11, 17–22).

create table municipal_plan (
  id uuid primary key default gen_random_uuid(),
  year integer not null references performance_year unique,
  issued_on date not null,
  source text not null,
  file_id uuid not null references stored_file,
  version integer not null default 1
);
create index municipal_plan_file on municipal_plan (file_id);

create table municipal_indicator (
  id uuid primary key default gen_random_uuid(),
  municipal_plan_id uuid not null references municipal_plan,
  number integer not null,
  level1 text not null,
  level1_weight numeric,
  level2 text not null,
  name text not null,
  collecting_units text not null,
  frequency text check (frequency in ('month', 'quarter', 'halfYear', 'year')),
  weight_commission numeric,
  weight_bureau numeric,
  weight_office numeric,
  note text not null default '',
  responsible_division_id uuid references division,
  coordinating_division_id uuid references division,
  not_applicable_reason text,
  version integer not null default 1,
  unique (municipal_plan_id, number),
  check ((responsible_division_id is null) = (coordinating_division_id is null)),
  check (not_applicable_reason is null or responsible_division_id is null)
);
create index municipal_indicator_responsible on municipal_indicator (responsible_division_id);
create index municipal_indicator_coordinating on municipal_indicator (coordinating_division_id);

create table office_plan (
  id uuid primary key default gen_random_uuid(),
  year integer not null references performance_year unique,
  title text not null,
  state text not null check (state in ('drafting', 'underReview', 'decided', 'issued')),
  procedure_text text not null default '',
  standards_text text not null default '',
  reporting_text text not null default '',
  return_reason text,
  minutes text,
  decided_by uuid references person,
  decided_at timestamptz,
  document_number text,
  issued_on date,
  version integer not null default 1
);
create index office_plan_decided_by on office_plan (decided_by);

create table item (
  id uuid primary key default gen_random_uuid(),
  plan_id uuid not null references office_plan,
  year integer not null,
  code text not null,
  sort integer not null,
  title text not null,
  kind text not null check (kind in ('municipalIndicator', 'keyWork', 'ownWork', 'whitePaper', 'specialTask')),
  dimension text not null,
  responsible_division_id uuid references division,
  coordinating_division_id uuid references division,
  main_responsible_person_id uuid references person,
  municipal_indicator_id uuid references municipal_indicator,
  goal text not null default '',
  binding boolean not null default false,
  weight numeric(6, 2) check (weight between 0 and 100),
  method text check (method in (
    'milestone', 'completionRate', 'threshold', 'deduction', 'addSubtract', 'judged', 'satisfaction')),
  reporting text not null default '',
  starts_on date not null,
  ends_on date not null,
  version integer not null default 1,
  unique (plan_id, code),
  check (ends_on >= starts_on)
);
comment on column item.reporting is 'how data are reported where no indicator says it';
comment on column item.sort is 'the order of the codes';
create index item_plan_order on item (plan_id, sort, id);
create index item_responsible on item (responsible_division_id, code);
create index item_coordinating on item (coordinating_division_id, code);
create index item_main_person on item (main_responsible_person_id);
create index item_municipal_indicator on item (municipal_indicator_id);

create table item_person (
  item_id uuid not null references item on delete cascade,
  person_id uuid not null references person,
  role text not null check (role in ('responsible', 'participant')),
  primary key (item_id, person_id, role)
);
create index item_person_person on item_person (person_id);

create table phase (
  id uuid primary key default gen_random_uuid(),
  item_id uuid not null references item on delete cascade,
  sort integer not null,
  title text not null,
  starts_on date not null,
  ends_on date not null,
  goal text not null default '',
  criterion text not null default '',
  weight numeric(6, 2),
  unique (item_id, sort),
  check (ends_on >= starts_on)
);

create table indicator (
  id uuid primary key default gen_random_uuid(),
  item_id uuid not null references item on delete cascade,
  sort integer not null,
  name text not null,
  unit text not null,
  decimals integer not null check (decimals between 0 and 6),
  frequency text not null check (frequency in ('month', 'quarter', 'halfYear', 'year')),
  definition text not null default '',
  collecting_unit_id uuid references external_body,
  delivery text not null default 'citySystem' check (delivery in ('citySystem', 'officeAutomation', 'mail', 'paper', 'letter')),
  evidence_needed boolean not null default false,
  target numeric,
  feed text,
  unique (item_id, sort)
);
comment on column indicator.feed is 'what fills the drafts of its duties, e.g. passengers:Lo Wu';
create index indicator_collecting_unit on indicator (collecting_unit_id);

create table item_version (
  id uuid primary key default gen_random_uuid(),
  item_id uuid not null,
  number integer not null,
  canonical bytea not null,
  digest text not null,
  algorithm text not null default 'sha256-rfc8785',
  made_by uuid not null references person,
  made_at timestamptz not null,
  unique (item_id, number)
);
comment on column item_version.item_id is 'no reference: an item taken out of the draft stays in the versions that named it';
create index item_version_made_by on item_version (made_by);

create table plan_version (
  id uuid primary key default gen_random_uuid(),
  plan_id uuid not null references office_plan,
  number integer not null,
  canonical bytea not null,
  digest text not null,
  algorithm text not null default 'sha256-rfc8785',
  made_by uuid not null references person,
  made_at timestamptz not null,
  unique (plan_id, number)
);
create index plan_version_made_by on plan_version (made_by);

create table plan_version_item (
  plan_version_id uuid not null references plan_version,
  item_version_id uuid not null references item_version,
  primary key (plan_version_id, item_version_id)
);
create index plan_version_item_item_version on plan_version_item (item_version_id);

create trigger item_version_is_append_only before update or delete or truncate on item_version
  for each statement execute function refuse_change();
create trigger plan_version_is_append_only before update or delete or truncate on plan_version
  for each statement execute function refuse_change();
create trigger plan_version_item_is_append_only before update or delete or truncate on plan_version_item
  for each statement execute function refuse_change();
