-- Divisions, people, posts, outside bodies, sessions (Art. 7–9).

create table division (
  id uuid primary key default gen_random_uuid(),
  code text not null unique,
  name_zh text not null,
  name_en text not null,
  sort integer not null,
  houses_performance_office boolean not null default false,
  from_on date not null,
  to_on date,
  version integer not null default 1,
  check (to_on is null or to_on > from_on)
);
create unique index division_houses_performance_office on division (houses_performance_office)
  where houses_performance_office and to_on is null;

create table person (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  user_name text not null unique,
  password_hash text not null,
  kind text not null check (kind in ('civilServant', 'employee')),
  line text not null check (line in ('business', 'systemAdmin', 'securityAdmin', 'auditAdmin')),
  language text not null default 'zh' check (language in ('zh', 'en')),
  disabled_at timestamptz,
  version integer not null default 1,
  unique (id, line)
);

-- A person holds either business posts or one kind of administrator post, never both: the foreign key says so.
create table post (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null,
  kind text not null check (kind in (
    'leadingGroup.head', 'leadingGroup.deputy', 'leadingGroup.member', 'performanceOffice.head',
    'performanceOffice.staff', 'division.head', 'division.officer', 'systemAdmin', 'securityAdmin', 'auditAdmin')),
  line text not null generated always as (
    case when kind in ('systemAdmin', 'securityAdmin', 'auditAdmin') then kind else 'business' end) stored,
  division_id uuid references division,
  by_virtue_of uuid references post,
  from_on date not null,
  to_on date,
  version integer not null default 1,
  foreign key (person_id, line) references person (id, line),
  check (to_on is null or to_on >= from_on),
  check ((division_id is null) = (kind in (
    'leadingGroup.head', 'leadingGroup.deputy', 'systemAdmin', 'securityAdmin', 'auditAdmin')))
);
comment on column post.to_on is 'the first day on which the post is no longer held';
create index post_person on post (person_id);
create index post_division on post (division_id);
create index post_by_virtue_of on post (by_virtue_of);
create unique index post_held_once on post (person_id, kind, coalesce(division_id, person_id)) where to_on is null;

-- The divisions in an officeLeader's charge (Art. 24).
create table post_charge (
  post_id uuid not null references post,
  division_id uuid not null references division,
  primary key (post_id, division_id)
);
create index post_charge_division on post_charge (division_id);

create table external_body (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in (
    'municipalPerformanceOffice', 'collectingUnit', 'cityLeaders', 'cityLeaderInCharge', 'gazetteOffice')),
  name_zh text not null,
  name_en text not null,
  from_on date not null,
  to_on date,
  version integer not null default 1
);

create table performance_year (
  year integer primary key check (year between 2000 and 2100),
  id uuid not null unique default gen_random_uuid(),
  state text not null check (state in ('preparing', 'executing', 'evaluating', 'closed')),
  version integer not null default 1
);

create table session (
  id uuid primary key default gen_random_uuid(),
  token_digest text not null unique,
  person_id uuid not null references person,
  post_id uuid not null references post,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  reauthenticated_at timestamptz,
  ended_at timestamptz,
  browser text not null default '',
  network text not null default ''
);
create index session_person on session (person_id);
create index session_post on session (post_id);

create table login_failure (
  account text not null,
  network text not null,
  failures integer not null,
  failed_at timestamptz not null default now(),
  primary key (account, network)
);
