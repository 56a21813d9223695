-- A division that has not answered on a change, or not received one that is in force, is urged; once a day each.
create table amendment_urge (
  id uuid primary key default gen_random_uuid(),
  amendment_id uuid not null references amendment,
  division_id uuid not null references division,
  about text not null check (about in ('answer', 'receipt')),
  urged_by uuid not null references person,
  urged_on date not null,
  urged_at timestamptz not null,
  unique (amendment_id, division_id, about, urged_on)
);
create index amendment_urge_division on amendment_urge (division_id);
create index amendment_urge_urged_by on amendment_urge (urged_by);
