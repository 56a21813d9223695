-- What collecting units and the city's performance office say of an item, contacts with them (Art. 9, 13), and problems
-- in reporting (Art. 31). Files are claimed by the record itself.

create table opinion (
  id uuid primary key default gen_random_uuid(),
  year integer not null,
  item_id uuid not null references item,
  duty_id uuid references duty,
  report_id uuid references data_report,
  body_id uuid not null references external_body,
  received_on date not null,
  way text not null,
  words text not null,
  due_on date,
  state text not null default 'recorded'
    check (state in ('recorded', 'answered', 'sent', 'followedUp', 'noAnswerNeeded')),
  recorded_by uuid not null references person,
  recorded_at timestamptz not null,
  noted_by uuid references person,
  noted_at timestamptz,
  answer text,
  answered_by uuid references person,
  answered_at timestamptz,
  answer_sent_on date,
  answer_way text,
  outcome text,
  version integer not null default 1,
  check ((noted_by is null) = (noted_at is null)),
  check ((answered_by is null) = (answer is null)),
  check ((answered_at is null) = (answer is null)),
  check (state not in ('answered', 'sent') or answer is not null),
  check ((state = 'sent') = (answer_sent_on is not null)),
  check ((answer_sent_on is null) = (answer_way is null)),
  check ((state in ('followedUp', 'noAnswerNeeded')) = (outcome is not null))
);
comment on column opinion.due_on is 'by then it should be answered; null: the list of holidays was awaited';
comment on column opinion.outcome is 'what was done, or why no answer is needed';
create index opinion_order on opinion (year, received_on, id);
create index opinion_item on opinion (item_id, received_on, id);
create index opinion_open on opinion (due_on) where state in ('recorded', 'answered');
create index opinion_unread on opinion (recorded_at) where noted_at is null;
create index opinion_duty on opinion (duty_id);
create index opinion_report on opinion (report_id);
create index opinion_body on opinion (body_id);
create index opinion_recorded_by on opinion (recorded_by);
create index opinion_noted_by on opinion (noted_by);
create index opinion_answered_by on opinion (answered_by);

create table contact (
  id uuid primary key default gen_random_uuid(),
  item_id uuid not null references item,
  duty_id uuid references duty,
  report_id uuid references data_report,
  body_id uuid not null references external_body,
  contact_on date not null,
  way text not null,
  who text not null,
  with_whom text not null,
  gist text not null,
  promised text not null,
  promised_until date,
  recorded_by uuid not null references person,
  recorded_at timestamptz not null,
  check (promised_until is null or promised <> '')
);
comment on table contact is 'added and never changed: what was said is said';
create index contact_item on contact (item_id, contact_on, id);
create index contact_duty on contact (duty_id);
create index contact_report on contact (report_id);
create index contact_body on contact (body_id);
create index contact_recorded_by on contact (recorded_by);

create table problem (
  id uuid primary key default gen_random_uuid(),
  year integer not null,
  item_id uuid references item,
  duty_id uuid references duty,
  report_id uuid references data_report,
  title text not null,
  words text not null,
  state text not null default 'raised' check (state in ('raised', 'owned', 'solved')),
  raised_by uuid not null references person,
  raised_at timestamptz not null,
  owner_division_id uuid references division,
  owner_person_id uuid references person,
  solution text,
  solved_at timestamptz,
  version integer not null default 1,
  check ((item_id is null) = (report_id is not null)),
  check (duty_id is null or item_id is not null),
  check ((state = 'raised') = (owner_division_id is null)),
  check (owner_person_id is null or owner_division_id is not null),
  check ((state = 'solved') = (solution is not null)),
  check ((solution is null) = (solved_at is null))
);
create index problem_order on problem (year, raised_at, id);
create index problem_item on problem (item_id);
create index problem_duty on problem (duty_id);
create index problem_report on problem (report_id);
create index problem_raised_by on problem (raised_by);
create index problem_owner on problem (owner_division_id) where state = 'owned';
create index problem_owner_division on problem (owner_division_id);
create index problem_owner_person on problem (owner_person_id);
create index problem_unowned on problem (raised_at) where state = 'raised';

create table problem_note (
  id uuid primary key default gen_random_uuid(),
  problem_id uuid not null references problem,
  words text not null,
  written_by uuid not null references person,
  written_at timestamptz not null
);
create index problem_note_problem on problem_note (problem_id, written_at);
create index problem_note_written_by on problem_note (written_by);
