-- Whom a change of an issued plan concerns besides the division that proposes it: what each was asked and answered, and
-- that each was told once the change is in force.
create table amendment_opinion (
  amendment_id uuid not null references amendment,
  division_id uuid not null references division,
  asked_at timestamptz not null,
  answer text check (answer in ('agreed', 'objected')),
  words text not null default '',
  answered_by uuid references person,
  answered_at timestamptz,
  primary key (amendment_id, division_id, asked_at),
  check ((answer is null) = (answered_by is null)),
  check ((answer is null) = (answered_at is null)),
  check (answer is distinct from 'objected' or words <> '')
);
comment on column amendment_opinion.asked_at is 'the submission of the amendment with which it was asked; a later submission asks anew';
create index amendment_opinion_open on amendment_opinion (division_id) where answer is null;
create index amendment_opinion_division on amendment_opinion (division_id);
create index amendment_opinion_answered_by on amendment_opinion (answered_by);

create table amendment_receipt (
  amendment_id uuid not null references amendment,
  division_id uuid not null references division,
  received_by uuid references person,
  received_at timestamptz,
  primary key (amendment_id, division_id),
  check ((received_by is null) = (received_at is null))
);
create index amendment_receipt_open on amendment_receipt (division_id) where received_at is null;
create index amendment_receipt_division on amendment_receipt (division_id);
create index amendment_receipt_received_by on amendment_receipt (received_by);
