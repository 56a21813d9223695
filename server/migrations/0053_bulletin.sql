-- Bulletins (Art. 14, 35) of blocks whose figures are confirmed with their values; briefings to the leading group with
-- the instructions on them. A bulletin is an official document of its own subject, made of its blocks.

create table bulletin (
  id uuid primary key default gen_random_uuid(),
  year integer not null references performance_year,
  period text not null,
  from_on date not null,
  to_on date not null,
  cut_off_on date not null,
  corrects_id uuid references bulletin,
  to_all boolean not null default true,
  content jsonb not null,
  content_digest text not null,
  is_frozen boolean not null default false,
  begun_by uuid not null references person,
  begun_at timestamptz not null,
  version integer not null default 1,
  check (from_on <= to_on),
  check (cut_off_on >= from_on),
  check (corrects_id <> id)
);
comment on column bulletin.content is 'what is printed: paragraphs, tables and charts with the figures as they were confirmed';
create index bulletin_order on bulletin (year, to_on desc, id);
create index bulletin_period on bulletin (period);
create index bulletin_corrects on bulletin (corrects_id) where corrects_id is not null;
create index bulletin_begun_by on bulletin (begun_by);

create table bulletin_block (
  bulletin_id uuid not null references bulletin,
  kind text not null check (kind in ('overview', 'timeliness', 'cards', 'progress', 'inspections', 'rectifications',
    'goodPractice', 'satisfaction', 'nextDueDays')),
  words text not null,
  written_by uuid not null references person,
  written_at timestamptz not null,
  version integer not null default 1,
  primary key (bulletin_id, kind)
);
create index bulletin_block_written_by on bulletin_block (written_by);

create table bulletin_figure (
  bulletin_id uuid not null references bulletin,
  key text not null,
  value jsonb not null,
  confirmed_by uuid references person,
  confirmed_at timestamptz,
  primary key (bulletin_id, key),
  check ((confirmed_by is null) = (confirmed_at is null))
);
comment on column bulletin_figure.value is 'as it is printed: a number in words, or the rows of a table';
create index bulletin_figure_confirmed_by on bulletin_figure (confirmed_by);

create table bulletin_recipient (
  bulletin_id uuid not null references bulletin,
  division_id uuid not null references division,
  primary key (bulletin_id, division_id)
);
create index bulletin_recipient_division on bulletin_recipient (division_id);

create function bulletin_is_frozen() returns trigger language plpgsql as $$
declare
  frozen boolean;
begin
  if tg_table_name = 'bulletin' then
    if old.is_frozen then raise exception 'an issued bulletin is never changed'; end if;
    return case tg_op when 'DELETE' then old else new end;
  end if;
  select is_frozen into frozen from bulletin
    where id = case tg_op when 'DELETE' then old.bulletin_id else new.bulletin_id end;
  if frozen then raise exception 'an issued bulletin is never changed'; end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger bulletin_frozen before update or delete on bulletin
  for each row execute function bulletin_is_frozen();
create trigger bulletin_block_frozen before insert or update or delete on bulletin_block
  for each row execute function bulletin_is_frozen();
create trigger bulletin_figure_frozen before insert or update or delete on bulletin_figure
  for each row execute function bulletin_is_frozen();
create trigger bulletin_recipient_frozen before insert or update or delete on bulletin_recipient
  for each row execute function bulletin_is_frozen();

alter table official_document
  add column bulletin_id uuid references bulletin,
  drop constraint official_document_kind_check,
  drop constraint official_document_plan_check,
  add constraint official_document_kind_check check ((subject, kind) in
    (('plan', 'notice'), ('planSending', 'report'), ('planSending', 'letter'), ('planCall', 'notice'),
     ('review', 'minutes'), ('rectification', 'notice'), ('bulletin', 'circular'))),
  add constraint official_document_plan_check
    check ((subject in ('planCall', 'rectification', 'bulletin')) = (plan_id is null)),
  add constraint official_document_bulletin_check check ((subject = 'bulletin') = (bulletin_id is not null));
create unique index official_document_one_bulletin on official_document (bulletin_id);

create table briefing_sequence (
  year integer primary key,
  last integer not null check (last > 0)
);
comment on table briefing_sequence is 'the issues (期) of briefings of a year';

create table briefing (
  id uuid primary key default gen_random_uuid(),
  year integer not null references performance_year,
  number integer,
  state text not null default 'drafted' check (state in ('drafted', 'sent', 'withdrawn')),
  title text not null,
  words text not null,
  drafted_by uuid not null references person,
  drafted_at timestamptz not null,
  sent_by uuid references person,
  sent_at timestamptz,
  withdraw_reason text,
  version integer not null default 1,
  unique (year, number),
  check ((state = 'sent') = (sent_by is not null)),
  check ((sent_by is null) = (sent_at is null)),
  check ((sent_by is null) = (number is null)),
  check ((state = 'withdrawn') = (withdraw_reason is not null))
);
create index briefing_order on briefing (year, drafted_at desc, id desc);
create index briefing_drafted_by on briefing (drafted_by);
create index briefing_sent_by on briefing (sent_by);

create table briefing_source (
  briefing_id uuid not null references briefing,
  kind text not null,
  source_id uuid not null,
  title text not null,
  link text not null,
  primary key (briefing_id, kind, source_id)
);
comment on table briefing_source is 'results of other modules that the group is briefed on';
create index briefing_source_of on briefing_source (kind, source_id);

create table briefing_reader (
  briefing_id uuid not null references briefing,
  person_id uuid not null references person,
  read_at timestamptz,
  primary key (briefing_id, person_id)
);
create index briefing_reader_unread on briefing_reader (person_id) where read_at is null;
create index briefing_reader_person on briefing_reader (person_id);

create table briefing_instruction (
  id uuid primary key default gen_random_uuid(),
  briefing_id uuid not null references briefing,
  leader_id uuid not null references person,
  words text not null,
  given_on date not null,
  scan_file_id uuid references stored_file,
  recorded_by uuid not null references person,
  recorded_at timestamptz not null,
  ticket_id uuid unique references ticket,
  version integer not null default 1,
  check (recorded_by = leader_id or scan_file_id is not null)
);
comment on column briefing_instruction.scan_file_id is 'of the paper with the words, where somebody else recorded them';
create index briefing_instruction_of on briefing_instruction (briefing_id, given_on, id);
create index briefing_instruction_leader on briefing_instruction (leader_id);
create index briefing_instruction_recorded_by on briefing_instruction (recorded_by);
create index briefing_instruction_scan on briefing_instruction (scan_file_id) where scan_file_id is not null;
