-- The register of document numbers (文号): a number stands for one document of the office, or for one report.

create table document_number (
  key text primary key,
  document_id uuid unique references official_document,
  report_id uuid unique references data_report,
  check (num_nonnulls(document_id, report_id) = 1)
);
comment on column document_number.key is 'the number as numberKey of domain/document/documentNumber.ts writes it';

-- Where a number was used twice before, it stands for the document, or else for the report assembled first.
insert into document_number (key, document_id)
select regexp_replace(translate(normalize(number, NFKC), '[(【])】', '〔〔〔〕〕〕'), '\s', '', 'g'), id
from official_document where number is not null order by dated_on, id
on conflict do nothing;
insert into document_number (key, report_id)
select regexp_replace(translate(normalize(document_number, NFKC), '[(【])】', '〔〔〔〕〕〕'), '\s', '', 'g'), id
from data_report where document_number is not null order by assembled_at, id
on conflict do nothing;

-- Files that a collection plan asks for beside a figure are in the package: several under one signature.
alter table data_report_file drop constraint data_report_file_kind_check;
alter table data_report_file add constraint data_report_file_kind_check
  check (kind in ('letter', 'table', 'unitTable', 'attachment', 'manifest'));
alter table data_report_file drop constraint data_report_file_pkey;
alter table data_report_file add primary key (signature_id, kind, file_id);
