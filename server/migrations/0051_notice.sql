-- What is told to people without asking an act of them, the office's one webhook for its own bridge, and problems other
-- than those of reporting.

create table notice (
  id uuid primary key default gen_random_uuid(),
  kind text not null,
  subject_kind text not null,
  subject_id uuid not null,
  occasion text not null,
  relation text not null check (relation in ('division', 'leader', 'person')),
  division_id uuid references division,
  posts text[] not null default '{}',
  person_id uuid references person,
  facts jsonb not null,
  caused_by uuid references person,
  told_at timestamptz not null,
  check ((relation = 'person') = (person_id is not null)),
  check ((relation = 'person') = (division_id is null)),
  check ((relation = 'division') = (posts <> '{}')),
  unique nulls not distinct (kind, subject_id, occasion, relation, division_id, person_id)
);
comment on column notice.occasion is 'tells apart what may happen to one subject more than once';
comment on column notice.caused_by is 'whoever did it knows it';
create index notice_order on notice (told_at, id);
create index notice_division on notice (division_id, told_at, id);
create index notice_person on notice (person_id, told_at, id);
create index notice_caused_by on notice (caused_by);

create table notice_read (
  notice_id uuid not null references notice on delete cascade,
  person_id uuid not null references person,
  read_at timestamptz not null,
  primary key (notice_id, person_id)
);
create index notice_read_person on notice_read (person_id);

create table notice_choice (
  person_id uuid primary key references person,
  channels jsonb not null,
  version integer not null default 1
);

create table reminder_notice (
  person_id uuid not null references person,
  notice_id uuid not null references notice on delete cascade,
  mail_id uuid references reminder_mail on delete set null,
  primary key (person_id, notice_id)
);
comment on table reminder_notice is 'notices of which a mail was made, each once for a person';
create index reminder_notice_notice on reminder_notice (notice_id);
create index reminder_notice_mail on reminder_notice (mail_id);

create table webhook (
  id uuid primary key default gen_random_uuid(),
  is_only boolean not null default true unique check (is_only),
  address text not null,
  is_on boolean not null,
  secret text not null,
  secret_made_at timestamptz not null,
  rest_until timestamptz,
  version integer not null default 1
);
comment on column webhook.rest_until is 'the receiver did not answer a moment ago: nothing is tried until then';
comment on column webhook.secret is 'shown once, when it is made; kept as it is because every message is signed with it';

create table webhook_delivery (
  id uuid primary key default gen_random_uuid(),
  webhook_id uuid not null references webhook,
  notice_id uuid references notice on delete cascade,
  state text not null default 'queued' check (state in ('queued', 'delivered', 'failed')),
  attempts integer not null default 0,
  queued_at timestamptz not null,
  next_try_at timestamptz,
  leased_until timestamptz,
  settled_at timestamptz,
  version integer not null default 1,
  unique (webhook_id, notice_id),
  check ((state = 'queued') = (next_try_at is not null)),
  check ((state = 'queued') = (settled_at is null)),
  check (leased_until is null or state = 'queued')
);
comment on column webhook_delivery.notice_id is 'null: a test message';
comment on column webhook_delivery.leased_until is 'a process is sending it until then, or was killed';
create index webhook_delivery_next on webhook_delivery (next_try_at, id) where state = 'queued';
create index webhook_delivery_order on webhook_delivery (queued_at, id);
create index webhook_delivery_of_state on webhook_delivery (state, queued_at, id);
create index webhook_delivery_notice on webhook_delivery (notice_id);

create table webhook_attempt (
  delivery_id uuid not null references webhook_delivery on delete cascade,
  number integer not null,
  tried_at timestamptz not null,
  status integer,
  fault jsonb,
  primary key (delivery_id, number)
);

alter table problem
  add column kind text not null default 'reporting' check (kind in ('reporting', 'progress', 'system', 'other')),
  add column division_id uuid references division,
  add column initials text not null default '',
  drop constraint problem_check,
  add constraint problem_about check (num_nonnulls(item_id, report_id) <= 1);
comment on column problem.division_id is 'of whoever raised it, where it is about no item, duty or report';
comment on column problem.initials is 'the first letters of the title''s pinyin, for searching';
create index problem_division on problem (division_id);
create index problem_all on problem (raised_at, id);
