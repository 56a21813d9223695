-- Official documents (公文): drafted, checked, signed off, then issued under a number. What is issued are stored bytes
-- with the content they were made from; who has received it, and who was urged.
create table official_document (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('notice')),
  plan_id uuid not null unique references plan,
  state text not null default 'drafted' check (state in ('drafted', 'checked', 'signedOff', 'issued')),
  title text not null,
  addressee text not null,
  text text not null,
  return_reason text not null default '',
  drafted_by uuid not null references person,
  drafted_at timestamptz not null,
  checked_by uuid references person,
  checked_at timestamptz,
  signed_by uuid references person,
  signed_at timestamptz,
  canonical bytea,
  digest text,
  algorithm text,
  number text unique,
  dated_on date,
  template text,
  file_id uuid references stored_file,
  scan_file_id uuid references stored_file,
  paper_place text not null default '',
  version integer not null default 1,
  check ((checked_by is null) = (checked_at is null)),
  check ((signed_by is null) = (signed_at is null)),
  check ((state in ('signedOff', 'issued')) = (signed_by is not null)),
  check ((signed_by is null) = (digest is null)),
  check ((state = 'issued') = (number is not null)),
  check ((number is null) = (dated_on is null)),
  check ((number is null) = (file_id is null)),
  check ((number is null) = (template is null)),
  check (scan_file_id is null or state = 'issued')
);
create index official_document_drafted_by on official_document (drafted_by);
create index official_document_checked_by on official_document (checked_by);
create index official_document_signed_by on official_document (signed_by);
create index official_document_file on official_document (file_id);
create index official_document_scan on official_document (scan_file_id);

create table document_receipt (
  document_id uuid not null references official_document,
  division_id uuid not null references division,
  read_by uuid references person,
  read_at timestamptz,
  primary key (document_id, division_id),
  check ((read_by is null) = (read_at is null))
);
create index document_receipt_division on document_receipt (division_id);
create index document_receipt_read_by on document_receipt (read_by);

create table document_urge (
  id uuid primary key default gen_random_uuid(),
  document_id uuid not null,
  division_id uuid not null,
  urged_by uuid not null references person,
  urged_on date not null,
  urged_at timestamptz not null,
  foreign key (document_id, division_id) references document_receipt,
  unique (document_id, division_id, urged_on)
);
create index document_urge_urged_by on document_urge (urged_by);

-- Numbers of the office's own sequence, where it has set one: each is given once.
create table document_sequence (
  code text not null,
  year integer not null,
  last integer not null check (last > 0),
  primary key (code, year)
);

-- A plan issued before the city's is there (预安排).
alter table plan add column is_provisional boolean not null default false;
alter table plan add constraint plan_provisional_check check (not is_provisional or (kind = 'office' and state = 'issued'));
