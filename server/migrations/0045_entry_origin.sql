-- Which row of which table gave a figure: kept when a table is imported, so that the figure leads to it for ever.

create table entry_origin (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person,
  file_name text not null,
  file_digest text not null,
  file_id uuid references stored_file,
  taken_at timestamptz not null
);
comment on table entry_origin is 'a table of figures that was imported into the drafts of its person';
comment on column entry_origin.file_id is 'null: the upload was no longer kept when it was imported';
create index entry_origin_person on entry_origin (person_id);
create index entry_origin_file on entry_origin (file_id);

create table entry_origin_figure (
  origin_id uuid not null references entry_origin,
  duty_id uuid not null references duty,
  row integer not null check (row > 0),
  kind text not null check (kind in ('value', 'nil')),
  value text,
  primary key (duty_id, origin_id)
);
comment on column entry_origin_figure.value is 'as it was read; null: a nil return';
create index entry_origin_figure_origin on entry_origin_figure (origin_id);

alter table feed_run add column is_host_fault boolean not null default false check (not is_host_fault or state = 'failed');
comment on column feed_run.is_host_fault is 'it failed at the host or on the way there, not by what was answered: a matter of the system administrator too';
