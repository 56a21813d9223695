-- What an item holds besides: measures (Art. 9), co-responsible divisions, the mark for the white paper (Art. 23), and
-- the answers to hints of the linter.

alter table item add column is_white_paper boolean not null default false;

create table item_measure (
  item_id uuid not null references item on delete cascade,
  sort integer not null,
  what text not null,
  person_id uuid references person,
  who text not null default '',
  until_on date,
  primary key (item_id, sort)
);
comment on column item_measure.who is 'whoever carries it out and is no person of the office';
create index item_measure_person on item_measure (person_id);

create table item_division (
  item_id uuid not null references item on delete cascade,
  division_id uuid not null references division,
  sort integer not null,
  goal text not null default '',
  primary key (item_id, division_id)
);
comment on table item_division is 'divisions that share the responsibility for a joint item; the lead is item.responsible_division_id';
create index item_division_division on item_division (division_id);

create table lint_silence (
  item_id uuid not null references item on delete cascade,
  code text not null,
  field text not null,
  reason text not null,
  made_by uuid not null references person,
  made_at timestamptz not null,
  primary key (item_id, code, field)
);
comment on table lint_silence is 'hints of the linter that are left as they are, and why';
create index lint_silence_made_by on lint_silence (made_by);
