-- Supervision (Art. 10, 32): tickets with a share for each division, what divisions said of them, later days, overdue
-- steps; and one table of who was urged about what, whatever it is.

create table ticket_sequence (
  year integer primary key,
  last integer not null check (last > 0)
);
comment on table ticket_sequence is 'the numbers of tickets: a series for each year';

create table ticket (
  id uuid primary key default gen_random_uuid(),
  year integer not null,
  number integer,
  state text not null default 'drafted'
    check (state in ('drafted', 'proposed', 'registered', 'assigned', 'done', 'closed', 'withdrawn')),
  source text not null check (source in ('item', 'card', 'meeting', 'instruction', 'finding', 'briefing')),
  item_id uuid references item,
  card_id uuid references card,
  document_id uuid references official_document,
  origin_kind text,
  origin_id uuid,
  source_name text not null default '',
  source_on date,
  source_words text not null default '',
  title text not null default '',
  requirement text not null default '',
  due_on date,
  opened_by uuid not null references person,
  opened_at timestamptz not null,
  approved_by uuid references person,
  registered_at timestamptz,
  assigned_at timestamptz,
  done_at timestamptz,
  closed_at timestamptz,
  closed_by uuid references person,
  reason text,
  version integer not null default 1,
  unique (year, number),
  check ((origin_kind is null) = (origin_id is null)),
  check (source <> 'item' or item_id is not null),
  check (source <> 'card' or card_id is not null),
  check (state in ('drafted', 'proposed', 'withdrawn') or (number is not null and due_on is not null)),
  check ((number is null) = (registered_at is null)),
  check (state not in ('assigned', 'done', 'closed') or assigned_at is not null),
  check ((state in ('done', 'closed')) = (done_at is not null)),
  check ((state = 'closed') = (closed_at is not null)),
  check ((closed_at is null) = (closed_by is null)),
  check (state <> 'withdrawn' or reason is not null)
);
comment on column ticket.origin_kind is 'the record of another module that it was opened from: a finding, words on a briefing';
create index ticket_order on ticket (year, opened_at, id);
create index ticket_item on ticket (item_id);
create index ticket_card on ticket (card_id);
create index ticket_document on ticket (document_id);
create index ticket_origin on ticket (origin_id);
create index ticket_opened_by on ticket (opened_by);
create index ticket_approved_by on ticket (approved_by);
create index ticket_closed_by on ticket (closed_by);
create index ticket_waiting on ticket (state) where state in ('proposed', 'registered', 'done');

create table ticket_share (
  id uuid primary key default gen_random_uuid(),
  ticket_id uuid not null references ticket,
  division_id uuid not null references division,
  sort integer not null,
  is_lead boolean not null,
  requirement text not null default '',
  state text not null default 'planned' check (state in ('planned', 'assigned', 'received', 'submitted', 'done')),
  due_on date,
  due_revision integer not null default 1,
  assigned_on date,
  remind_on date,
  escalate_on date,
  step_on date,
  received_by uuid references person,
  received_at timestamptz,
  submitted_by uuid references person,
  submitted_at timestamptz,
  is_late boolean not null default false,
  returned_on date,
  done_by uuid references person,
  done_at timestamptz,
  version integer not null default 1,
  check ((state = 'planned') = (assigned_on is null)),
  check (state = 'planned' or due_on is not null),
  check ((received_by is null) = (received_at is null)),
  check (state in ('planned', 'assigned') or received_at is not null),
  check ((state in ('submitted', 'done')) = (submitted_at is not null)),
  check ((submitted_by is null) = (submitted_at is null)),
  check ((state = 'done') = (done_at is not null)),
  check ((done_by is null) = (done_at is null))
);
comment on column ticket_share.is_late is 'it was handed in after its day once: for ever';
comment on column ticket_share.step_on is 'the day on which the sweep looks at it again; null: never';
create index ticket_share_ticket on ticket_share (ticket_id, sort);
create index ticket_share_division on ticket_share (division_id, state);
create index ticket_share_step on ticket_share (step_on, id) where step_on is not null;
create index ticket_share_received_by on ticket_share (received_by);
create index ticket_share_submitted_by on ticket_share (submitted_by);
create index ticket_share_done_by on ticket_share (done_by);

create table ticket_feedback (
  id uuid primary key default gen_random_uuid(),
  share_id uuid not null references ticket_share,
  kind text not null check (kind in ('interim', 'final', 'returned')),
  words text not null,
  percent integer check (percent between 0 and 100),
  written_by uuid not null references person,
  written_at timestamptz not null
);
create index ticket_feedback_share on ticket_feedback (share_id, written_at);
create index ticket_feedback_written_by on ticket_feedback (written_by);

create table ticket_extension (
  id uuid primary key default gen_random_uuid(),
  share_id uuid not null references ticket_share,
  state text not null default 'asked' check (state in ('asked', 'granted', 'refused')),
  before_on date not null,
  until_on date not null,
  reason text not null,
  asked_by uuid not null references person,
  asked_at timestamptz not null,
  decided_by uuid references person,
  decided_at timestamptz,
  decision_reason text,
  check (until_on > before_on),
  check ((state = 'asked') = (decided_at is null)),
  check ((decided_by is null) = (decided_at is null)),
  check (state <> 'refused' or decision_reason is not null)
);
create unique index ticket_extension_open on ticket_extension (share_id) where state = 'asked';
create index ticket_extension_share on ticket_extension (share_id, asked_at);
create index ticket_extension_asked_by on ticket_extension (asked_by);
create index ticket_extension_decided_by on ticket_extension (decided_by);

create table ticket_step (
  id uuid primary key default gen_random_uuid(),
  share_id uuid not null references ticket_share,
  step text not null check (step in ('reminder', 'overdue', 'escalated')),
  due_revision integer not null,
  due_on date not null,
  fired_on date not null,
  seen_by uuid references person,
  seen_at timestamptz,
  unique (share_id, step, due_revision),
  check ((seen_by is null) = (seen_at is null))
);
comment on table ticket_step is 'a step of the ladder of an overdue share, stored once for each day that it was due';
create index ticket_step_seen_by on ticket_step (seen_by);
create index ticket_step_unseen on ticket_step (share_id) where step = 'escalated' and seen_at is null;

create table urge (
  id uuid primary key default gen_random_uuid(),
  subject_kind text not null check (subject_kind in ('consultation', 'document', 'amendmentAnswer', 'amendmentReceipt', 'item', 'duty', 'share')),
  subject_id uuid not null,
  division_id uuid not null references division,
  words text not null default '',
  urged_by uuid not null references person,
  urged_on date not null,
  urged_at timestamptz not null,
  answer text,
  answered_by uuid references person,
  answered_at timestamptz,
  unique (subject_kind, subject_id, division_id, urged_on),
  check ((answer is null) = (answered_at is null)),
  check ((answered_by is null) = (answered_at is null)),
  check (answer is null or subject_kind = 'item')
);
comment on table urge is 'one division about one thing on one day; only an urge about an item is answered by itself';
create index urge_division on urge (division_id, subject_kind) where answered_at is null;
create index urge_urged_by on urge (urged_by);
create index urge_answered_by on urge (answered_by);

insert into urge (id, subject_kind, subject_id, division_id, urged_by, urged_on, urged_at)
  select id, 'consultation', consultation_id, division_id, urged_by, urged_on, urged_at from consultation_urge
  union all
  select id, 'document', document_id, division_id, urged_by, urged_on, urged_at from document_urge
  union all
  select id, case about when 'answer' then 'amendmentAnswer' else 'amendmentReceipt' end, amendment_id, division_id,
    urged_by, urged_on, urged_at from amendment_urge;
drop table consultation_urge;
drop table document_urge;
drop table amendment_urge;
