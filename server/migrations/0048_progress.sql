-- The progress of the items of an issued plan: what divisions report of each phase (Art. 12), how they check their own
-- items (Art. 9), how a finished phase is judged (Art. 14), and the light that follows from it.

-- A report is never changed: a correction is a report in place of another one, on the day of that one.
create table progress_report (
  id uuid primary key default gen_random_uuid(),
  item_id uuid not null references item,
  phase_id uuid not null,
  item_version_id uuid not null references item_version,
  division_id uuid not null references division,
  reported_on date not null,
  reached boolean not null,
  percent integer check (percent between 0 and 100),
  words text not null check (words <> ''),
  problem text not null default '',
  need text not null default '',
  replaces_id uuid unique references progress_report,
  reason text,
  made_by uuid not null references person,
  made_at timestamptz not null,
  check ((replaces_id is null) = (reason is null)),
  check (not reached or percent is null)
);
comment on column progress_report.phase_id is 'no reference: an amendment may take a phase out, what was reported of it stays';
comment on column progress_report.item_version_id is 'what the phase said when it was reported';
create index progress_report_item on progress_report (item_id, reported_on, made_at);
create index progress_report_item_version on progress_report (item_version_id);
create index progress_report_division on progress_report (division_id);
create index progress_report_made_by on progress_report (made_by);

-- A division's own check of one of its items.
create table own_check (
  id uuid primary key default gen_random_uuid(),
  item_id uuid not null references item,
  division_id uuid not null references division,
  checked_on date not null,
  finding text not null,
  measure text not null default '',
  until_on date,
  made_by uuid not null references person,
  made_at timestamptz not null,
  check (until_on is null or measure <> '')
);
create index own_check_item on own_check (item_id, checked_on);
create index own_check_division on own_check (division_id);
create index own_check_made_by on own_check (made_by);

create table phase_judgement (
  id uuid primary key default gen_random_uuid(),
  item_id uuid not null references item,
  phase_id uuid not null,
  item_version_id uuid not null references item_version,
  division_id uuid not null references division,
  state text not null check (state in ('claimed', 'judged', 'underReview', 'final', 'takenBack')),
  words text not null default '',
  claimed_by uuid not null references person,
  claimed_at timestamptz not null,
  verdict text check (verdict in ('met', 'partly', 'notMet')),
  reason text,
  judged_by uuid references person,
  judged_at timestamptz,
  review_until date,
  asked_by uuid references person,
  asked_at timestamptz,
  asked_reason text,
  review_verdict text check (review_verdict in ('met', 'partly', 'notMet')),
  review_reason text,
  reviewed_by uuid references person,
  reviewed_at timestamptz,
  version integer not null default 1,
  check ((verdict is null) = (state in ('claimed', 'takenBack'))),
  check ((verdict is null) = (reason is null) and (verdict is null) = (judged_by is null)
    and (verdict is null) = (judged_at is null)),
  check ((asked_by is null) = (asked_at is null) and (asked_by is null) = (asked_reason is null)),
  check (state <> 'underReview' or asked_by is not null),
  check ((review_verdict is null) = (reviewed_by is null) and (review_verdict is null) = (reviewed_at is null)
    and (review_verdict is null) = (review_reason is null)),
  check (review_verdict is null or (state = 'final' and asked_by is not null)),
  check ((asked_by is null) or state in ('underReview', 'final'))
);
comment on column phase_judgement.division_id is 'whose phase it was when it was claimed; its successor goes on with it';
comment on column phase_judgement.review_until is 'the last day to ask for a review; null: the list of holidays was awaited';
create unique index phase_judgement_open on phase_judgement (phase_id) where state in ('claimed', 'judged', 'underReview');
create unique index phase_judgement_met on phase_judgement (phase_id)
  where state = 'final' and coalesce(review_verdict, verdict) = 'met';
create index phase_judgement_item on phase_judgement (item_id, claimed_at);
create index phase_judgement_waiting on phase_judgement (state, claimed_at) where state in ('claimed', 'underReview');
create index phase_judgement_until on phase_judgement (review_until) where state = 'judged';
create index phase_judgement_item_version on phase_judgement (item_version_id);
create index phase_judgement_division on phase_judgement (division_id);
create index phase_judgement_claimed_by on phase_judgement (claimed_by);
create index phase_judgement_judged_by on phase_judgement (judged_by);
create index phase_judgement_asked_by on phase_judgement (asked_by);
create index phase_judgement_reviewed_by on phase_judgement (reviewed_by);

-- The light of each item in force, with the rule that gave it and the figures that it says.
create table item_light (
  item_id uuid primary key references item,
  year integer not null,
  light text check (light in ('red', 'yellow', 'green', 'blue')),
  rule integer,
  figures jsonb not null default '{}',
  percent integer,
  planned integer,
  since date,
  changes integer not null default 0,
  settings_revision integer not null default 0,
  step_on date,
  check ((light is null) = (rule is null) and (light is null) = (since is null))
);
comment on column item_light.light is 'null: not looked at yet, or the item was taken out of the plan';
comment on column item_light.changes is 'how often it changed: the number of its last change';
comment on column item_light.step_on is 'the day to look again';
create index item_light_step on item_light (step_on, item_id) where step_on is not null;
create index item_light_year on item_light (year, light);

create table light_change (
  id uuid primary key default gen_random_uuid(),
  item_id uuid not null references item,
  year integer not null,
  number integer not null,
  light_before text,
  light text,
  rule integer,
  figures jsonb not null,
  changed_on date not null,
  changed_at timestamptz not null,
  settings_revision integer not null,
  unique (item_id, number)
);
comment on column light_change.light is 'null: the item was taken out of the plan';
create index light_change_order on light_change (year, changed_at desc, id desc);

create trigger progress_report_is_append_only before update or delete or truncate on progress_report
  for each statement execute function refuse_change();
create trigger own_check_is_append_only before update or delete or truncate on own_check
  for each statement execute function refuse_change();
create trigger light_change_is_append_only before update or delete or truncate on light_change
  for each statement execute function refuse_change();
