-- What the columns of a table of items were taken for is remembered (Art. 18, 20): for the division whose plan it was
-- imported into, or for the performance office, and for the very headings of the sheet.

create table plan_table_mapping (
  id uuid primary key default gen_random_uuid(),
  division_id uuid references division,
  sheet text not null check (sheet in ('items', 'phases', 'measures', 'coDivisions', 'indicators')),
  digest text not null,
  signature text not null,
  columns jsonb not null,
  used_on date not null,
  used_by uuid not null references person,
  version integer not null default 1,
  unique nulls not distinct (division_id, sheet, digest)
);
comment on table plan_table_mapping is 'what the columns of a sheet with these headings were taken for when it was imported last';
comment on column plan_table_mapping.division_id is 'whose plan it was imported into; null: the plan of the office';
create index plan_table_mapping_used on plan_table_mapping (division_id, used_on desc, id);
create index plan_table_mapping_used_by on plan_table_mapping (used_by);
