-- What became of a contact with a unit (Art. 13): taken back or corrected because it was recorded wrongly, or its promise
-- kept. The contact itself stays as it was written.

alter table contact add column corrects_id uuid unique references contact;
comment on column contact.corrects_id is 'the contact that this one was recorded in place of';
create index contact_promise on contact (recorded_by) where promised_until is not null;

create table contact_closing (
  contact_id uuid not null references contact,
  kind text not null check (kind in ('withdrawn', 'kept')),
  words text not null,
  written_by uuid not null references person,
  written_at timestamptz not null,
  primary key (contact_id, kind)
);
create index contact_closing_written_by on contact_closing (written_by);
