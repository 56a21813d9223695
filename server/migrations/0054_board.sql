-- The supervision board (Art. 10, 14): what somebody has seen of it, and lists that somebody wants to open again. Both
-- are a person's own; nobody else is shown them and nothing is counted from them.

create table board_visit (
  person_id uuid not null references person,
  year integer not null,
  seen_at timestamptz not null,
  primary key (person_id, year)
);
comment on column board_visit.seen_at is 'when the board was read that was left last, on the clock of the office';

create table saved_view (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person,
  path text not null,
  name text not null check (name <> ''),
  search text not null,
  saved_at timestamptz not null,
  unique (person_id, path, name)
);
comment on column saved_view.search is 'the filters as they stand in the address';

-- What changed since a moment, of a year.
create index progress_report_made_at on progress_report (made_at desc);

-- The numbers of the board: cards that stand, and what is missing by its own due days.
create index card_standing_year on card (year, division_id, step) where settled_on is null and withdrawn_on is null;
