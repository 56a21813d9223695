-- A table of figures also fills the further fields that a collection plan asks for.

alter table entry_import_row add column content jsonb;
comment on column entry_import_row.content is 'the further fields as the draft takes them, where the duty is asked by a collection plan';
