-- What every module stands on: the office itself, its clock, history, keys, drafts and files.

create table office (
  one_row boolean primary key default true check (one_row),
  name_zh text not null,
  name_en text not null,
  short_zh text not null,
  short_en text not null,
  clock_day date,
  settings_revision integer not null default 1,
  setup_code_digest text,
  set_up_at timestamptz
);
comment on column office.clock_day is 'the day of the office''s clock; null: the real day in Asia/Shanghai';

create table history (
  id uuid primary key default gen_random_uuid(),
  subject_kind text not null,
  subject_id uuid not null,
  action text not null,
  person_id uuid,
  post_id uuid,
  basis text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  canonical bytea not null,
  digest text not null
);
create index history_subject on history (subject_kind, subject_id, recorded_at desc);
create index history_person on history (person_id, recorded_at desc);

create table security_log (
  id uuid primary key default gen_random_uuid(),
  kind text not null,
  person_id uuid,
  network text,
  detail jsonb not null default '{}',
  recorded_at timestamptz not null default clock_timestamp()
);
create index security_log_recorded on security_log (recorded_at desc);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;
create trigger history_is_append_only before update or delete or truncate on history
  for each statement execute function refuse_change();
create trigger security_log_is_append_only before update or delete or truncate on security_log
  for each statement execute function refuse_change();

create table idempotency_key (
  actor_id uuid not null,
  endpoint text not null,
  key uuid not null,
  body_digest text not null,
  status integer not null default 200,
  subject_id uuid,
  created_at timestamptz not null default now(),
  primary key (actor_id, endpoint, key)
);
create index idempotency_key_created on idempotency_key (created_at);

create table setting (
  id uuid primary key default gen_random_uuid(),
  key text not null,
  from_on date not null,
  value jsonb not null,
  source text,
  set_by uuid not null,
  set_at timestamptz not null default now()
);
create index setting_key on setting (key, set_at);

create table stored_file (
  id uuid primary key default gen_random_uuid(),
  digest text not null,
  name text not null,
  type text not null,
  size integer not null check (size >= 0),
  uploaded_by uuid not null,
  claimed_kind text,
  claimed_id uuid,
  created_at timestamptz not null default now(),
  check ((claimed_kind is null) = (claimed_id is null))
);
create index stored_file_claim on stored_file (claimed_kind, claimed_id);
create index stored_file_digest on stored_file (digest);

create table draft (
  person_id uuid not null,
  form text not null,
  subject_id uuid not null,
  content jsonb not null,
  saved_at timestamptz not null default now(),
  primary key (person_id, form, subject_id)
);
create index draft_subject on draft (form, subject_id);
