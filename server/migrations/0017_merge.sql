-- Where an item of the office's plan came from (Art. 21): the frozen item of a division's accepted plan. What is not taken
-- over has a reason that the division sees.
create table item_origin (
  item_id uuid primary key references item on delete cascade,
  item_version_id uuid not null references item_version,
  made_by uuid not null references person,
  made_at timestamptz not null
);
create index item_origin_version on item_origin (item_version_id);
create index item_origin_made_by on item_origin (made_by);

create table item_declined (
  item_id uuid primary key references item on delete cascade,
  plan_id uuid not null references plan,
  reason text not null check (reason <> ''),
  declined_by uuid not null references person,
  declined_at timestamptz not null
);
comment on column item_declined.item_id is 'the item of the division''s plan';
comment on column item_declined.plan_id is 'the office''s plan into which it does not go';
create index item_declined_plan on item_declined (plan_id);
create index item_declined_by on item_declined (declined_by);
