-- Reminders: the mail address of a person, what each chose, the outbox of mails, and the secret addresses of calendars.

alter table person add column mail_address text check (mail_address <> '');

create table mail_choice (
  person_id uuid primary key references person,
  kind text not null check (kind in ('digest', 'atOnce', 'none')),
  hour integer check (hour between 0 and 23),
  quiet_from integer check (quiet_from between 0 and 23),
  quiet_to integer check (quiet_to between 0 and 23),
  looked_on date,
  looked_at timestamptz,
  version integer not null default 1,
  check ((quiet_from is null) = (quiet_to is null))
);
comment on column mail_choice.looked_on is 'the day whose digest was made, or found to have nothing to say';
comment on column mail_choice.looked_at is 'when new to-dos were last looked for';
create index mail_choice_reminded on mail_choice (kind, person_id) where kind <> 'none';

create table reminder_mail (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person,
  day date not null,
  number integer not null check (number >= 0),
  state text not null default 'queued' check (state in ('queued', 'sent', 'failed', 'dropped')),
  attempts integer not null default 0,
  last_error text,
  failed_at timestamptz,
  queued_at timestamptz not null,
  next_try_at timestamptz,
  settled_at timestamptz,
  version integer not null default 1,
  unique (person_id, day, number),
  check ((state = 'queued') = (next_try_at is not null)),
  check ((state = 'queued') = (settled_at is null)),
  check ((last_error is null) = (failed_at is null))
);
comment on column reminder_mail.number is '0: the digest of the day; from 1: the mails at once';
create index reminder_mail_next on reminder_mail (next_try_at, id) where state = 'queued';
create index reminder_mail_order on reminder_mail (queued_at, id);
create index reminder_mail_of_state on reminder_mail (state, queued_at, id);
create index reminder_mail_failed on reminder_mail (failed_at) where failed_at is not null;

create table reminder_told (
  person_id uuid not null references person,
  subject text not null,
  mail_id uuid references reminder_mail on delete set null,
  primary key (person_id, subject)
);
comment on table reminder_told is 'to-dos of which a mail at once was made; forgotten once they are no longer open';
create index reminder_told_mail on reminder_told (mail_id);

create table calendar_address (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person,
  post_id uuid not null references post,
  token_digest text not null unique,
  made_at timestamptz not null,
  revoked_at timestamptz
);
create unique index calendar_address_one on calendar_address (person_id, post_id) where revoked_at is null;
create index calendar_address_post on calendar_address (post_id);
