-- Duties, submissions, signatures, reports to collecting units, cards (Art. 12, 13, 25–29; city data rule).

create table duty (
  id uuid primary key default gen_random_uuid(),
  year integer not null references performance_year,
  indicator_id uuid not null references indicator,
  item_id uuid not null references item,
  period text not null,
  frequency text not null check (frequency in ('month', 'quarter', 'halfYear', 'year')),
  responsible_division_id uuid not null references division,
  coordinating_division_id uuid not null references division,
  collecting_unit_id uuid references external_body,
  stage text not null check (stage in (
    'upcoming', 'open', 'offered', 'submitted', 'returned', 'accepted', 'reported', 'acknowledged')),
  opens_on date not null,
  reminder_on date,
  early_warning_on date,
  internal_due_on date,
  external_due_on date,
  red_on date,
  due_revision integer not null default 1,
  late_start boolean not null default false,
  pack_version text not null,
  settings_revision integer not null,
  set_on date not null,
  awaiting text,
  sort_on date not null generated always as (coalesce(external_due_on, date '9999-12-31')) stored,
  step_on date,
  submission_id uuid,
  kind text check (kind in ('value', 'nil')),
  value numeric,
  entered_by uuid references person,
  signed_by uuid references person,
  signed_at timestamptz,
  first_signed_on date,
  reported_on date,
  is_corrected boolean not null default false,
  return_reason text,
  version integer not null default 1,
  unique (indicator_id, period),
  check ((kind is null) = (submission_id is null)),
  check ((kind = 'value') = (value is not null) or kind is null)
);
comment on column duty.late_start is '补报: due before or soon after the plan was issued, so no card fires';
comment on column duty.set_on is 'the day whose settings gave the due days';
comment on column duty.awaiting is 'years whose list of holidays the empty days wait for, as 2027; null: none';
comment on column duty.first_signed_on is 'the responsible division''s first signature: lateness and the internal ladder look at it';
comment on column duty.reported_on is 'first sent to the collecting unit: the external ladder is met';
comment on column duty.step_on is 'the next day on which a step of a ladder may fire; null: none';
create index duty_order on duty (year, sort_on, id);
create index duty_responsible on duty (responsible_division_id, year, sort_on, id);
create index duty_coordinating on duty (coordinating_division_id, year, sort_on, id);
create index duty_stage on duty (year, stage, sort_on, id);
create index duty_step on duty (step_on, id) where step_on is not null;
create index duty_opening on duty (opens_on) where stage = 'upcoming';
create index duty_awaiting on duty (awaiting) where awaiting is not null;
create index duty_to_fill on duty (responsible_division_id) where stage in ('open', 'returned');
create index duty_to_sign on duty (responsible_division_id, period) where stage = 'offered';
create index duty_to_accept on duty (coordinating_division_id, period) where stage = 'submitted';
create index duty_item on duty (item_id);
create index duty_report on duty (collecting_unit_id, coordinating_division_id, period);
create index duty_entered_by on duty (entered_by);
create index duty_signed_by on duty (signed_by);

create table submission (
  id uuid primary key default gen_random_uuid(),
  duty_id uuid not null references duty,
  number integer not null,
  kind text not null check (kind in ('value', 'nil')),
  value numeric,
  note text not null default '',
  correction_reason text,
  source text not null default 'typed' check (source in ('typed', 'passengers')),
  evidence_file_id uuid references stored_file,
  entered_by uuid not null references person,
  entered_at timestamptz not null,
  canonical bytea not null,
  digest text not null,
  unique (duty_id, number),
  check ((kind = 'value') = (value is not null))
);
create index submission_entered_by on submission (entered_by);
create index submission_evidence on submission (evidence_file_id);
alter table duty add foreign key (submission_id) references submission deferrable initially deferred;
create index duty_submission on duty (submission_id);

create table signature (
  id uuid primary key default gen_random_uuid(),
  sheet_id uuid not null default gen_random_uuid(),
  subject_kind text not null check (subject_kind in ('submission', 'dataReport')),
  subject_id uuid not null,
  statement text not null,
  statement_number integer not null,
  person_id uuid not null references person,
  post_id uuid not null references post,
  division_id uuid not null references division,
  canonical bytea not null,
  digest text not null,
  signed_at timestamptz not null
);
comment on column signature.sheet_id is 'signatures given at once over one sheet bear the same';
create index signature_sheet on signature (sheet_id);
create index signature_subject on signature (subject_kind, subject_id);
create index signature_person on signature (person_id);
create index signature_post on signature (post_id);
create index signature_division on signature (division_id);

create table data_report (
  id uuid primary key default gen_random_uuid(),
  year integer not null references performance_year,
  period text not null,
  collecting_unit_id uuid not null references external_body,
  coordinating_division_id uuid not null references division,
  number integer not null default 1,
  corrects_id uuid references data_report,
  state text not null check (state in ('assembled', 'signed', 'reviewed', 'sent', 'acknowledged')),
  subject text not null,
  with_letter boolean not null default true,
  with_total boolean not null default false,
  contact_name text not null default '',
  contact_phone text not null default '',
  document_number text,
  assembled_by uuid not null references person,
  assembled_at timestamptz not null,
  signed_by uuid references person,
  reviewed_by uuid references person,
  reviewed_at timestamptz,
  sent_on date,
  sent_way text check (sent_way in ('citySystem', 'officeAutomation', 'mail', 'paper', 'letter')),
  receiver text,
  receipt_on date,
  receipt_note text,
  return_reason text,
  version integer not null default 1,
  unique (collecting_unit_id, coordinating_division_id, period, number)
);
create index data_report_division on data_report (coordinating_division_id, year, period, id);
create index data_report_year on data_report (year, period, id);
create index data_report_corrects on data_report (corrects_id);
create index data_report_assembled_by on data_report (assembled_by);
create index data_report_signed_by on data_report (signed_by);
create index data_report_reviewed_by on data_report (reviewed_by);

create table data_report_line (
  report_id uuid not null references data_report,
  duty_id uuid not null references duty,
  submission_id uuid not null references submission,
  sort integer not null,
  primary key (report_id, duty_id)
);
create index data_report_line_duty on data_report_line (duty_id);
create index data_report_line_submission on data_report_line (submission_id);

-- What was frozen under a signature; a later signature has its own files, the earlier ones stay.
create table data_report_file (
  report_id uuid not null references data_report,
  signature_id uuid not null references signature,
  kind text not null check (kind in ('letter', 'table', 'manifest')),
  file_id uuid not null references stored_file,
  primary key (signature_id, kind)
);
create index data_report_file_report on data_report_file (report_id);
create index data_report_file_file on data_report_file (file_id);

create table card (
  id uuid primary key default gen_random_uuid(),
  duty_id uuid not null references duty,
  year integer not null references performance_year,
  ladder text not null check (ladder in ('external', 'internal')),
  step text not null check (step in ('earlyWarning', 'yellow', 'red')),
  due_revision integer not null,
  fired_on date not null,
  due_on date not null,
  pack_version text not null,
  settings_revision integer not null,
  division_id uuid not null references division,
  other_division_id uuid references division,
  settled_on date check (settled_on >= fired_on),
  unique (duty_id, ladder, step, due_revision),
  check (division_id <> other_division_id)
);
comment on column card.fired_on is 'the day its step fell on, however late the sweep came';
comment on column card.division_id is 'whom it hits';
comment on column card.other_division_id is 'the duty''s other party when it fired, which sees the card too';
create index card_division on card (division_id, year, fired_on desc, id desc);
create index card_other_division on card (other_division_id, year, fired_on desc, id desc);
create index card_year on card (year, fired_on desc, id desc);
create index card_standing on card (step, fired_on desc, id desc) where settled_on is null;
create index card_standing_division on card (division_id, step, fired_on desc, id desc) where settled_on is null;

create table feed_run (
  id uuid primary key default gen_random_uuid(),
  feed text not null,
  year integer not null references performance_year,
  file_id uuid not null references stored_file,
  summary jsonb not null,
  run_by uuid not null references person,
  run_at timestamptz not null
);
create index feed_run_file on feed_run (file_id);
create index feed_run_run_by on feed_run (run_by);
create index feed_run_year on feed_run (year, run_at desc, id);

create table duty_suggestion (
  duty_id uuid primary key references duty,
  feed_run_id uuid not null references feed_run,
  value numeric not null,
  passengers numeric not null,
  lines integer not null,
  last_year_value numeric
);
comment on table duty_suggestion is 'what a feed proposes for a duty; a person of the division hands it in or does not';
create index duty_suggestion_feed_run on duty_suggestion (feed_run_id);
-- figures of other periods and years are found by name and unit: each year's plan has its own indicators
create index indicator_name on indicator (name, unit);
