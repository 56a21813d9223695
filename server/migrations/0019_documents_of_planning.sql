-- Documents of every kind: what each is about, the version of the plan that goes along, who was at a meeting; and the
-- co-signature (会签) of divisions before the sign-off.
alter table official_document
  add column subject text not null default 'plan',
  add column plan_version_id uuid references plan_version,
  add column call_id uuid references plan_call,
  add column review_id uuid references review,
  add column attendance text not null default '';

-- An issued notice keeps the version that the leading group decided on.
update official_document set plan_version_id = (
  select review.plan_version_id from review
  join plan_version on plan_version.id = review.plan_version_id
  where review.plan_id = official_document.plan_id and review.state = 'decided'
  order by plan_version.number desc limit 1
);

alter table official_document
  alter column subject drop default,
  alter column plan_id drop not null,
  drop constraint official_document_plan_id_key,
  drop constraint official_document_kind_check,
  drop constraint official_document_state_check,
  add constraint official_document_kind_check check ((subject, kind) in
    (('plan', 'notice'), ('planSending', 'report'), ('planSending', 'letter'), ('planCall', 'notice'),
     ('review', 'minutes'))),
  add constraint official_document_state_check
    check (state in ('drafted', 'checked', 'signedOff', 'issued', 'withdrawn')),
  add constraint official_document_call_check check ((subject = 'planCall') = (call_id is not null)),
  add constraint official_document_plan_check check ((subject = 'planCall') = (plan_id is null)),
  add constraint official_document_version_check check ((plan_id is null) = (plan_version_id is null)),
  add constraint official_document_review_check check ((subject = 'review') = (review_id is not null));
create index official_document_plan on official_document (plan_id);
create index official_document_plan_version on official_document (plan_version_id);
create index official_document_call on official_document (call_id);
create index official_document_review on official_document (review_id);
create index official_document_newest on official_document (drafted_at desc, id);

-- One notice of a plan and of a call, one minutes of a review; the plan goes to the city once at a time.
create unique index official_document_one_notice on official_document (plan_id)
  where subject = 'plan' and state <> 'withdrawn';
create unique index official_document_one_sending on official_document (plan_id)
  where subject = 'planSending' and state in ('drafted', 'checked', 'signedOff');
create unique index official_document_one_call on official_document (call_id) where state <> 'withdrawn';
create unique index official_document_one_minutes on official_document (review_id) where state <> 'withdrawn';

create table document_cosignature (
  id uuid primary key default gen_random_uuid(),
  document_id uuid not null references official_document,
  division_id uuid not null references division,
  number integer not null check (number > 0),
  state text not null default 'asked' check (state in ('asked', 'agreed', 'returned', 'withdrawn')),
  note text not null default '',
  asked_by uuid not null references person,
  asked_at timestamptz not null,
  digest text,
  words text not null default '',
  answered_by uuid references person,
  answered_at timestamptz,
  withdraw_reason text not null default '',
  withdrawn_by uuid references person,
  withdrawn_at timestamptz,
  unique (document_id, division_id, number),
  check ((answered_by is null) = (answered_at is null)),
  check ((answered_by is null) = (digest is null)),
  check (state <> 'asked' or answered_by is null),
  check (state not in ('agreed', 'returned') or answered_by is not null),
  check (state <> 'returned' or words <> ''),
  check ((state = 'withdrawn') = (withdrawn_by is not null)),
  check ((withdrawn_by is null) = (withdrawn_at is null)),
  check ((withdrawn_by is null) = (withdraw_reason = ''))
);
comment on column document_cosignature.number is 'the division was asked for the nth time: the last one counts';
comment on column document_cosignature.digest is 'of the words that were read when the division answered';
create unique index document_cosignature_asked on document_cosignature (document_id, division_id) where state = 'asked';
create index document_cosignature_division on document_cosignature (division_id);
create index document_cosignature_asked_by on document_cosignature (asked_by);
create index document_cosignature_answered_by on document_cosignature (answered_by);
create index document_cosignature_withdrawn_by on document_cosignature (withdrawn_by);

-- The report or letter with which the plan went to the city, where it was written here.
alter table municipal_sending add column document_id uuid references official_document;
create index municipal_sending_document on municipal_sending (document_id);
