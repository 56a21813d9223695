-- The catalogue of indicators: one identity through the years, and for each performance year what it is called and asked
-- for, in a tree of three levels. The indicators of items may name the one they are.

create table catalogue_indicator (
  id uuid primary key default gen_random_uuid(),
  level integer not null check (level between 1 and 3),
  unique (id, level)
);

create table catalogue_entry (
  id uuid primary key default gen_random_uuid(),
  indicator_id uuid not null,
  year integer not null references performance_year,
  level integer not null,
  parent_id uuid,
  number text not null check (number <> ''),
  name text not null check (name <> ''),
  initials text not null default '',
  path text collate "C" not null,
  unit text not null default '',
  direction text not null default 'none' check (direction in ('higher', 'lower', 'none')),
  decimals integer not null default 0 check (decimals between 0 and 6),
  frequency text check (frequency in ('month', 'quarter', 'halfYear', 'year')),
  definition text not null default '',
  source text not null default '',
  collecting_unit_id uuid references external_body,
  target numeric,
  base numeric,
  scoring text check (scoring in (
    'completionRate', 'milestone', 'threshold', 'deduction', 'addSubtract', 'judgedGrade', 'satisfaction')),
  municipal_indicator_id uuid references municipal_indicator,
  withdrawn_on date,
  version integer not null default 1,
  unique (indicator_id, year),
  foreign key (indicator_id, level) references catalogue_indicator (id, level),
  foreign key (parent_id, year) references catalogue_entry (indicator_id, year),
  check ((level = 1) = (parent_id is null)),
  check (level = 3 or (unit = '' and frequency is null and collecting_unit_id is null and target is null
    and base is null and scoring is null and municipal_indicator_id is null))
);
comment on column catalogue_entry.parent_id is 'the identity it stands under in this year';
comment on column catalogue_entry.initials is 'the first letters of the name''s pinyin, for searching';
comment on column catalogue_entry.path is 'the numbers from the first level down, so that they sort as they are read';
create unique index catalogue_entry_number on catalogue_entry
  (year, coalesce(parent_id, '00000000-0000-0000-0000-000000000000'), number) where withdrawn_on is null;
create index catalogue_entry_order on catalogue_entry (year, path, id);
create index catalogue_entry_parent on catalogue_entry (parent_id, year);
create index catalogue_entry_level on catalogue_entry (indicator_id, level);
create index catalogue_entry_unit on catalogue_entry (collecting_unit_id);
create unique index catalogue_entry_municipal on catalogue_entry (municipal_indicator_id);

alter table indicator add column catalogue_indicator_id uuid references catalogue_indicator;
create index indicator_catalogue on indicator (catalogue_indicator_id);
