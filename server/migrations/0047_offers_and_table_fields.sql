-- A draft of a collection plan or of a unit's own form that is ready is laid before the head, who puts it in force.

alter table collection_version add column offered_by uuid references person;
alter table collection_version add column offered_at timestamptz;
alter table collection_version add constraint collection_version_offered
  check ((offered_by is null) = (offered_at is null));
comment on column collection_version.offered_at is 'laid before the head as it is; null again once the draft is changed';
create index collection_version_offered_by on collection_version (offered_by);

alter table unit_template_version add column offered_by uuid references person;
alter table unit_template_version add column offered_at timestamptz;
alter table unit_template_version add constraint unit_template_version_offered
  check ((offered_by is null) = (offered_at is null));
comment on column unit_template_version.offered_at is 'laid before the head as it is; null again once the draft is changed';
create index unit_template_version_offered_by on unit_template_version (offered_by);

-- A table of figures also fills the further fields that a collection plan asks for.

alter table entry_import_row add column content jsonb;
comment on column entry_import_row.content is 'the further fields as the draft takes them, where the duty is asked by a collection plan';
