-- Tables of the organization taken in from files: who, when, from which file and how much; histories say the rest.

create table organization_import (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('division', 'person', 'post', 'externalBody', 'setting')),
  file_id uuid not null references stored_file,
  imported_by uuid not null references person,
  imported_at timestamptz not null,
  added integer not null check (added >= 0),
  changed integer not null check (changed >= 0),
  check (added + changed > 0)
);
create index organization_import_file on organization_import (file_id);
create index organization_import_person on organization_import (imported_by);
create index organization_import_at on organization_import (imported_at desc, id);

-- An account from a file has no password, and nobody logs in with it, until a start password is handed out; whoever
-- logs in with that one chooses an own password before anything else.
alter table person alter column password_hash drop not null;
alter table person add column has_start_password boolean not null default false;
