-- Small faults settled by a note (Art. 34), orders to put something right (Art. 40) with their rounds, extensions, steps
-- of escalation and readers, and grave cases before the leading group. Orders to a person are told by `person_id`.

create table finding_note (
  id uuid primary key default gen_random_uuid(),
  year integer not null,
  division_id uuid not null references division,
  source text not null,
  source_id uuid,
  source_title text not null,
  words text not null,
  due_on date,
  state text not null default 'noted' check (state in ('noted', 'answered', 'takenBack')),
  noted_by uuid not null references person,
  noted_at timestamptz not null,
  answer text,
  answered_by uuid references person,
  answered_at timestamptz,
  version integer not null default 1,
  check ((source = 'free') = (source_id is null)),
  check ((state = 'answered') = (answer is not null)),
  check ((answer is null) = (answered_by is null)),
  check ((answer is null) = (answered_at is null))
);
create index finding_note_order on finding_note (year, noted_at, id);
create index finding_note_division on finding_note (division_id, noted_at, id);
create index finding_note_open on finding_note (division_id) where state = 'noted';
create index finding_note_source on finding_note (source_id) where source_id is not null;
create index finding_note_noted_by on finding_note (noted_by);
create index finding_note_answered_by on finding_note (answered_by);

create table rectification (
  id uuid primary key default gen_random_uuid(),
  year integer not null,
  state text not null default 'drafted'
    check (state in ('drafted', 'checked', 'issued', 'received', 'answered', 'closed', 'withdrawn')),
  division_id uuid not null references division,
  person_id uuid references person,
  head_sees boolean not null default true,
  ground text not null check (ground in ('notDone', 'notRight')),
  source text not null,
  source_id uuid,
  source_title text not null,
  title text not null,
  finding text not null,
  article integer not null check (article between 1 and 43),
  requirement text not null,
  due_on date not null,
  due_revision integer not null default 1,
  round integer not null default 1,
  step_on date,
  salt text not null,
  number text unique,
  document_id uuid unique references official_document,
  ordered_division_id uuid references division,
  return_reason text not null default '',
  drafted_by uuid not null references person,
  drafted_at timestamptz not null,
  checked_by uuid references person,
  checked_at timestamptz,
  issued_by uuid references person,
  issued_at timestamptz,
  received_by uuid references person,
  received_at timestamptz,
  closed_at timestamptz,
  withdrawn_by uuid references person,
  withdrawn_at timestamptz,
  withdraw_reason text,
  version integer not null default 1,
  check ((source = 'free') = (source_id is null)),
  check ((checked_by is null) = (checked_at is null)),
  check ((issued_by is null) = (issued_at is null)),
  check ((issued_by is null) = (number is null)),
  check ((issued_by is null) = (document_id is null)),
  check ((issued_by is null) = (ordered_division_id is null)),
  check (state in ('drafted', 'checked', 'withdrawn') or issued_by is not null),
  check (state <> 'checked' or checked_by is not null),
  check ((received_by is null) = (received_at is null)),
  check (state not in ('received', 'answered', 'closed') or received_by is not null),
  check ((state = 'closed') = (closed_at is not null)),
  check ((state = 'withdrawn') = (withdraw_reason is not null)),
  check (step_on is null or state in ('issued', 'received'))
);
comment on column rectification.head_sees is 'whether the head of the person''s division is shown it: not where the person is that head';
comment on column rectification.due_revision is 'counts the due days: each step of escalation comes once for each';
comment on column rectification.step_on is 'the next day on which an overdue one is put before somebody';
comment on column rectification.salt is 'of the digests that stand in the history for the words of an order to a person';
comment on column rectification.ordered_division_id is 'as it was at issue; division_id goes to the successor';
create index rectification_order on rectification (year, drafted_at desc, id desc);
create index rectification_division on rectification (division_id, drafted_at desc, id desc);
create index rectification_person on rectification (person_id) where person_id is not null;
create index rectification_step on rectification (step_on, id) where step_on is not null;
create index rectification_open on rectification (division_id) where state in ('issued', 'received', 'answered');
create index rectification_source on rectification (source_id) where source_id is not null;
create index rectification_ordered_division on rectification (ordered_division_id);
create index rectification_drafted_by on rectification (drafted_by);
create index rectification_checked_by on rectification (checked_by);
create index rectification_issued_by on rectification (issued_by);
create index rectification_received_by on rectification (received_by);
create index rectification_withdrawn_by on rectification (withdrawn_by);

create table rectification_sequence (
  year integer primary key,
  last integer not null check (last > 0)
);
comment on table rectification_sequence is 'numbers of orders to divisions; those of orders to persons are drawn';

create table rectification_round (
  id uuid primary key default gen_random_uuid(),
  rectification_id uuid not null references rectification,
  number integer not null,
  due_on date not null,
  measures text not null,
  result text not null,
  no_evidence text,
  answered_by uuid not null references person,
  answered_at timestamptz not null,
  is_met boolean,
  verdict text,
  verified_by uuid references person,
  verified_at timestamptz,
  unique (rectification_id, number),
  check ((is_met is null) = (verdict is null)),
  check ((is_met is null) = (verified_by is null)),
  check ((is_met is null) = (verified_at is null)),
  check (verified_by <> answered_by)
);
create index rectification_round_answered_by on rectification_round (answered_by);
create index rectification_round_verified_by on rectification_round (verified_by);

create table rectification_extension (
  id uuid primary key default gen_random_uuid(),
  rectification_id uuid not null references rectification,
  from_on date not null,
  until_on date not null,
  reason text not null,
  state text not null default 'asked' check (state in ('asked', 'granted', 'refused')),
  asked_by uuid not null references person,
  asked_at timestamptz not null,
  decided_by uuid references person,
  decided_at timestamptz,
  words text,
  check ((state = 'asked') = (decided_by is null)),
  check ((decided_by is null) = (decided_at is null)),
  check (until_on > from_on)
);
create index rectification_extension_of on rectification_extension (rectification_id, asked_at);
create unique index rectification_extension_asked on rectification_extension (rectification_id) where state = 'asked';
create index rectification_extension_asked_by on rectification_extension (asked_by);
create index rectification_extension_decided_by on rectification_extension (decided_by);

create table rectification_reader (
  rectification_id uuid not null references rectification,
  person_id uuid not null references person,
  read_at timestamptz,
  primary key (rectification_id, person_id)
);
create index rectification_reader_unread on rectification_reader (person_id) where read_at is null;
create index rectification_reader_person on rectification_reader (person_id);

create table rectification_escalation (
  id uuid primary key default gen_random_uuid(),
  rectification_id uuid not null references rectification,
  step text not null check (step in ('officeHead', 'deputy', 'group')),
  due_revision integer not null,
  due_on date not null,
  fired_on date not null,
  pack_version text not null,
  settings_revision integer not null,
  seen_by uuid references person,
  seen_at timestamptz,
  unique (rectification_id, step, due_revision),
  check ((seen_by is null) = (seen_at is null))
);
create index rectification_escalation_unseen on rectification_escalation (step, fired_on) where seen_by is null;
create index rectification_escalation_seen_by on rectification_escalation (seen_by);

create table rectification_grave (
  id uuid primary key default gen_random_uuid(),
  rectification_id uuid not null references rectification,
  state text not null default 'proposed' check (state in ('proposed', 'decided', 'takenBack')),
  proposed_kind text not null,
  facts text not null,
  reason text not null,
  salt text not null,
  proposed_by uuid not null references person,
  proposed_at timestamptz not null,
  entrusted_to uuid references person,
  decided_kind text,
  decision_reason text,
  decided_by uuid references person,
  decided_at timestamptz,
  version integer not null default 1,
  check ((state = 'decided') = (decided_kind is not null)),
  check ((decided_kind is null) = (decided_by is null)),
  check ((decided_kind is null) = (decided_at is null)),
  check (decided_kind is null or decided_kind = proposed_kind or decision_reason is not null)
);
comment on table rectification_grave is 'confidential: history keeps digests of its words, under its salt';
create unique index rectification_grave_pending on rectification_grave (rectification_id) where state = 'proposed';
create index rectification_grave_of on rectification_grave (rectification_id, proposed_at);
create index rectification_grave_proposed_by on rectification_grave (proposed_by);
create index rectification_grave_entrusted_to on rectification_grave (entrusted_to);
create index rectification_grave_decided_by on rectification_grave (decided_by);

-- The notice of an order is a document of its own subject, made at issue.
alter table official_document
  add column rectification_id uuid references rectification,
  drop constraint official_document_kind_check,
  drop constraint official_document_plan_check,
  add constraint official_document_kind_check check ((subject, kind) in
    (('plan', 'notice'), ('planSending', 'report'), ('planSending', 'letter'), ('planCall', 'notice'),
     ('review', 'minutes'), ('rectification', 'notice'))),
  add constraint official_document_plan_check
    check ((subject in ('planCall', 'rectification')) = (plan_id is null)),
  add constraint official_document_rectification_check
    check ((subject = 'rectification') = (rectification_id is not null));
create unique index official_document_one_rectification on official_document (rectification_id);
