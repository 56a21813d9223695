-- Changes of an issued plan (Art. 24): what is proposed, by whom, approved by whom, and the version in which it is applied.
create table amendment (
  id uuid primary key default gen_random_uuid(),
  plan_id uuid not null references plan,
  item_id uuid references item,
  item_version integer,
  route text not null check (route in ('specialTask', 'item', 'persons')),
  state text not null default 'drafted' check (state in ('drafted', 'proposed', 'approved', 'applied', 'withdrawn')),
  division_id uuid not null references division,
  content jsonb not null,
  reason text not null,
  task_on date,
  task_source text not null default '',
  return_reason text not null default '',
  drafted_by uuid not null references person,
  drafted_at timestamptz not null,
  submitted_by uuid references person,
  submitted_at timestamptz,
  approved_by uuid references person,
  approved_at timestamptz,
  digest text,
  applied_by uuid references person,
  applied_at timestamptz,
  plan_version_id uuid references plan_version,
  version integer not null default 1,
  check (route = 'specialTask' or (item_id is not null and item_version is not null)),
  check ((route = 'specialTask') = (task_on is not null)),
  check ((state = 'applied') = (plan_version_id is not null)),
  check ((approved_by is null) = (approved_at is null)),
  check ((submitted_by is null) = (submitted_at is null)),
  check ((applied_by is null) = (applied_at is null))
);
comment on column amendment.item_version is 'the version of the item that the change was written against';
create index amendment_plan on amendment (plan_id, drafted_at desc);
create index amendment_item on amendment (item_id);
create index amendment_division on amendment (division_id);
create index amendment_drafted_by on amendment (drafted_by);
create index amendment_submitted_by on amendment (submitted_by);
create index amendment_approved_by on amendment (approved_by);
create index amendment_applied_by on amendment (applied_by);
create index amendment_plan_version on amendment (plan_version_id);
create unique index amendment_open_of_item on amendment (item_id)
  where state in ('drafted', 'proposed', 'approved') and item_id is not null;

-- A performance year is a number of four digits.
alter table performance_year drop constraint performance_year_year_check;
alter table performance_year add constraint performance_year_year_check check (year between 2000 and 2999);
