-- Cards are explained by the division they hit and withdrawn with a reason; due days are extended with a reason, an
-- approver and an end; due days follow a corrected holiday list (city data rule, Art. 12).

alter table card add column answer_state text not null default 'asked'
  check (answer_state in ('notAsked', 'asked', 'answered', 'seen', 'withdrawn'));
alter table card add column withdrawn_on date;
alter table card add column withdrawn_reason text;
alter table card add column withdrawn_by uuid references person;
alter table card add column version integer not null default 1;
update card set answer_state = 'notAsked' where step = 'earlyWarning';
alter table card add constraint card_withdrawn_check check (
  (answer_state = 'withdrawn') = (withdrawn_on is not null) and (withdrawn_on is null) = (withdrawn_reason is null)
  and (withdrawn_on is null) = (withdrawn_by is null));
comment on column card.answer_state is 'where the explanation by the division it hit lies; a warning asks for none';
create index card_withdrawn_by on card (withdrawn_by);
create index card_to_answer on card (division_id, year) where answer_state = 'asked';
create index card_to_see on card (year, division_id) where answer_state = 'answered';
drop index card_standing;
drop index card_standing_division;
create index card_standing on card (step, fired_on desc, id desc) where settled_on is null and withdrawn_on is null;
create index card_standing_division on card (division_id, step, fired_on desc, id desc)
  where settled_on is null and withdrawn_on is null;

-- Why the day was missed, in the division's own words: once, and one supplement.
create table card_answer (
  id uuid primary key default gen_random_uuid(),
  card_id uuid not null references card,
  number integer not null check (number in (1, 2)),
  explanation text not null,
  answered_by uuid not null references person,
  post_id uuid not null references post,
  answered_at timestamptz not null,
  unique (card_id, number)
);
create index card_answer_answered_by on card_answer (answered_by);
create index card_answer_post on card_answer (post_id);

create table card_answer_file (
  answer_id uuid not null references card_answer,
  file_id uuid not null references stored_file,
  primary key (answer_id, file_id)
);
create index card_answer_file_file on card_answer_file (file_id);

-- A later due day for one duty, or for all of a division in a period: asked for, granted or refused.
create table due_exception (
  id uuid primary key default gen_random_uuid(),
  year integer not null references performance_year,
  duty_id uuid references duty,
  period text not null,
  responsible_division_id uuid not null references division,
  coordinating_division_id uuid references division,
  asked_division_id uuid not null references division,
  internal_on date,
  external_on date,
  reason text not null,
  consent_on date,
  consent_from text,
  consent_file_id uuid references stored_file,
  state text not null check (state in ('asked', 'granted', 'refused', 'takenBack')),
  asked_by uuid not null references person,
  asked_on date not null,
  decided_by uuid references person,
  decided_on date,
  decision_note text,
  version integer not null default 1,
  check (internal_on is not null or external_on is not null),
  check ((external_on is null) = (consent_on is null) and (external_on is null) = (consent_from is null)
    and (external_on is null) = (consent_file_id is null)),
  check ((state in ('granted', 'refused')) = (decided_by is not null)
    and (decided_by is null) = (decided_on is null))
);
comment on column due_exception.duty_id is 'the duty it is asked for; null: all of the division in the period';
comment on column due_exception.coordinating_division_id is
  'the duty''s other division; of a period: reaches only what this division coordinates, null: all';
comment on column due_exception.consent_on is 'when the collecting unit agreed to a later external day';
create index due_exception_order on due_exception (year, asked_on desc, id desc);
create index due_exception_responsible on due_exception (responsible_division_id, year, asked_on desc, id desc);
create index due_exception_coordinating on due_exception (coordinating_division_id, year, asked_on desc, id desc);
create index due_exception_asked_division on due_exception (asked_division_id);
create index due_exception_asked on due_exception (responsible_division_id) where state = 'asked';
create index due_exception_duty_id on due_exception (duty_id);
create index due_exception_asked_by on due_exception (asked_by);
create index due_exception_decided_by on due_exception (decided_by);
create index due_exception_consent_file on due_exception (consent_file_id);

-- Which duties it moved, and from which days.
create table due_exception_duty (
  exception_id uuid not null references due_exception,
  duty_id uuid not null references duty,
  internal_before date,
  external_before date,
  due_revision integer not null,
  primary key (exception_id, duty_id)
);
create index due_exception_duty_duty on due_exception_duty (duty_id);
comment on column due_exception_duty.due_revision is 'the due revision that begins with it';

alter table duty add column extended_internal_on date;
alter table duty add column extended_external_on date;
comment on column duty.extended_internal_on is 'by an exception: a change of the holiday list leaves it alone';
create index duty_division_period on duty (responsible_division_id, period);

-- Which list of a year the due days in force were counted by: another digest is a corrected list.
create table holiday_list (
  year text primary key,
  digest text not null,
  counted_on date not null
);

-- Rates are counted from the duties themselves, over all years in one pass that reads this index alone.
create index duty_rates on duty (year, responsible_division_id) include (id, period, indicator_id, collecting_unit_id,
  coordinating_division_id, stage, external_due_on, internal_due_on, first_signed_on, reported_on, late_start);
create index duty_sort on duty (sort_on, id);
