-- Checks of the performance office, the city's verification of conformity, and the self-check of data by a sample
-- (Art. 32 to 34). Files are claimed by the row that they came with.

create table check_template (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  aspect text not null check (aspect in ('item', 'reporting')),
  points text[] not null check (cardinality(points) > 0),
  is_retired boolean not null default false,
  kept_by uuid not null references person,
  kept_at timestamptz not null,
  version integer not null default 1
);
comment on table check_template is 'a list of points to begin from: an inspection copies it';
create index check_template_kept_by on check_template (kept_by);

create table inspection (
  id uuid primary key default gen_random_uuid(),
  year integer not null references performance_year,
  kind text not null check (kind in ('daily', 'special')),
  aspect text not null check (aspect in ('item', 'reporting')),
  title text not null,
  scope text not null default '',
  request_document text,
  request_on date,
  for_house boolean not null,
  starts_on date not null,
  state text not null check (state in ('planned', 'notified', 'underway', 'told', 'concluded', 'withdrawn')),
  planned_by uuid not null references person,
  planned_at timestamptz not null,
  notified_on date,
  reply_by date,
  result text,
  concluded_by uuid references person,
  concluded_on date,
  withdrawn_reason text,
  version integer not null default 1,
  check ((request_document is null) = (request_on is null)),
  check (request_on is null or kind = 'special'),
  check (state <> 'told' or reply_by is not null),
  check ((state = 'concluded') = (result is not null)),
  check ((state = 'concluded') = (concluded_on is not null)),
  check ((concluded_by is null) = (concluded_on is null)),
  check ((state = 'withdrawn') = (withdrawn_reason is not null))
);
comment on column inspection.request_document is 'the city''s document that it follows; null: our own';
comment on column inspection.for_house is 'of the division that houses the performance office: a deputy judges';
create index inspection_order on inspection (year, starts_on desc, id desc);
create index inspection_open on inspection (starts_on) where state in ('planned', 'notified', 'underway', 'told');
create index inspection_planned_by on inspection (planned_by);
create index inspection_concluded_by on inspection (concluded_by);
create index inspection_concluded on inspection (concluded_on) where state = 'concluded';

create table inspection_party (
  id uuid primary key default gen_random_uuid(),
  inspection_id uuid not null references inspection,
  division_id uuid not null references division,
  seen_by uuid references person,
  seen_at timestamptz,
  preparation text,
  reply text,
  replied_by uuid references person,
  replied_at timestamptz,
  unique (inspection_id, division_id),
  check ((seen_by is null) = (seen_at is null)),
  check ((reply is null) = (replied_by is null)),
  check ((reply is null) = (replied_at is null))
);
comment on table inspection_party is 'a division that is checked';
create index inspection_party_division on inspection_party (division_id);
create index inspection_party_seen_by on inspection_party (seen_by);
create index inspection_party_replied_by on inspection_party (replied_by);

create table inspection_point (
  id uuid primary key default gen_random_uuid(),
  inspection_id uuid not null references inspection,
  sort integer not null,
  words text not null
);
create index inspection_point_inspection on inspection_point (inspection_id, sort);

create table inspection_judgement (
  point_id uuid not null references inspection_point,
  party_id uuid not null references inspection_party,
  judgement text not null check (judgement in ('ok', 'fault', 'notApplicable')),
  remark text not null default '',
  judged_by uuid not null references person,
  judged_at timestamptz not null,
  primary key (point_id, party_id)
);
create index inspection_judgement_party on inspection_judgement (party_id);
create index inspection_judgement_judged_by on inspection_judgement (judged_by);

create table inspection_finding (
  id uuid primary key default gen_random_uuid(),
  party_id uuid not null references inspection_party,
  item_id uuid references item,
  words text not null,
  found_by uuid not null references person,
  found_at timestamptz not null,
  outcome text check (outcome in ('explained', 'note', 'order')),
  reason text,
  settled_by uuid references person,
  settled_at timestamptz,
  dropped_reason text,
  check ((outcome is null) = (reason is null)),
  check ((outcome is null) = (settled_by is null)),
  check ((outcome is null) = (settled_at is null)),
  check (dropped_reason is null or outcome is null)
);
comment on column inspection_finding.dropped_reason is 'taken out before the division was told';
create index inspection_finding_party on inspection_finding (party_id);
create index inspection_finding_item on inspection_finding (item_id);
create index inspection_finding_found_by on inspection_finding (found_by);
create index inspection_finding_settled_by on inspection_finding (settled_by);

create table conformity (
  id uuid primary key default gen_random_uuid(),
  year integer not null references performance_year,
  aspect text not null check (aspect in ('item', 'reporting')),
  title text not null,
  body_id uuid not null references external_body,
  document text not null,
  requested_on date not null,
  concerns text not null,
  due_on date not null check (due_on >= requested_on),
  state text not null check (state in (
    'requested', 'preparing', 'sent', 'visited', 'resulted', 'closed', 'withdrawn')),
  recorded_by uuid not null references person,
  recorded_at timestamptz not null,
  sent_on date,
  result text check (result in ('conforming', 'partly', 'not')),
  result_on date,
  result_words text,
  result_document text,
  follow_up text,
  closed_on date,
  withdrawn_reason text,
  version integer not null default 1,
  check ((state in ('resulted', 'closed')) = (result is not null)),
  check ((result is null) = (result_on is null)),
  check ((result is null) = (result_words is null)),
  check ((state = 'closed') = (closed_on is not null)),
  check (state <> 'closed' or result = 'conforming' or follow_up is not null),
  check ((state = 'withdrawn') = (withdrawn_reason is not null))
);
comment on table conformity is 'the city''s verification of our data: its act, ours is to cooperate';
create index conformity_order on conformity (year, requested_on desc, id desc);
create index conformity_open on conformity (due_on)
  where state in ('requested', 'preparing', 'sent', 'visited', 'resulted');
create index conformity_body on conformity (body_id);
create index conformity_recorded_by on conformity (recorded_by);

create table conformity_item (
  conformity_id uuid not null references conformity,
  item_id uuid not null references item,
  primary key (conformity_id, item_id)
);
create index conformity_item_item on conformity_item (item_id);

create table conformity_material (
  id uuid primary key default gen_random_uuid(),
  conformity_id uuid not null references conformity,
  division_id uuid not null references division,
  words text not null,
  due_on date not null,
  handed_in text,
  handed_by uuid references person,
  handed_at timestamptz,
  sent_on date,
  check ((handed_in is null) = (handed_by is null)),
  check ((handed_in is null) = (handed_at is null)),
  check (sent_on is null or handed_in is not null)
);
create index conformity_material_conformity on conformity_material (conformity_id, due_on);
create index conformity_material_division on conformity_material (division_id);
create index conformity_material_handed_by on conformity_material (handed_by);

create table conformity_visit (
  id uuid primary key default gen_random_uuid(),
  conformity_id uuid not null references conformity,
  visited_on date not null,
  visitors text not null,
  looked_at text not null,
  recorded_by uuid not null references person
);
create index conformity_visit_conformity on conformity_visit (conformity_id, visited_on);
create index conformity_visit_recorded_by on conformity_visit (recorded_by);

create table self_check (
  id uuid primary key default gen_random_uuid(),
  year integer not null references performance_year,
  title text not null,
  periods text[] not null,
  division_ids uuid[] not null,
  unit_ids uuid[] not null,
  size integer not null check (size > 0),
  seed text not null,
  method text not null,
  population integer not null check (population >= size),
  population_digest text not null,
  state text not null check (state in ('drawn', 'asked', 'concluded', 'withdrawn')),
  drawn_by uuid not null references person,
  drawn_at timestamptz not null,
  evidence_by date,
  result text,
  concluded_on date,
  withdrawn_reason text,
  version integer not null default 1,
  check (state <> 'asked' or evidence_by is not null),
  check ((state = 'concluded') = (result is not null)),
  check ((state = 'concluded') = (concluded_on is not null)),
  check ((state = 'withdrawn') = (withdrawn_reason is not null))
);
comment on table self_check is 'a sample is never drawn anew: another drawing is another record';
comment on column self_check.population_digest is 'SHA-256 over the hashes of all values, in order: what it was drawn from';
create index self_check_order on self_check (year, drawn_at desc, id desc);
create index self_check_open on self_check (drawn_at) where state in ('drawn', 'asked');
create index self_check_drawn_by on self_check (drawn_by);

create table self_check_value (
  id uuid primary key default gen_random_uuid(),
  self_check_id uuid not null references self_check,
  number integer not null,
  hash text not null,
  submission_id uuid not null references submission,
  duty_id uuid not null references duty,
  responsible_division_id uuid not null references division,
  coordinating_division_id uuid not null references division,
  for_house boolean not null,
  indicator text not null,
  unit text not null,
  period text not null,
  value numeric not null,
  involved uuid[] not null,
  has_own_evidence boolean not null,
  evidence text,
  evidenced_by uuid references person,
  evidenced_at timestamptz,
  judgement text check (judgement in ('consistent', 'inconsistent', 'notProvable')),
  words text,
  outcome text check (outcome in ('correction', 'note', 'order')),
  judged_by uuid references person,
  judged_at timestamptz,
  unique (self_check_id, number),
  unique (self_check_id, submission_id),
  check ((evidence is null) = (evidenced_by is null)),
  check ((evidence is null) = (evidenced_at is null)),
  check ((judgement is null) = (judged_by is null)),
  check ((judgement is null) = (judged_at is null)),
  check (judgement = 'consistent' or judgement is null or words is not null),
  check ((judgement = 'inconsistent') = (outcome is not null) or judgement is null),
  check (judgement is not null or outcome is null)
);
comment on column self_check_value.involved is 'whoever entered, signed or accepted it: none of them judges it';
comment on column self_check_value.has_own_evidence is 'evidence came with the data: nothing is asked';
create index self_check_value_submission on self_check_value (submission_id);
create index self_check_value_duty on self_check_value (duty_id);
create index self_check_value_responsible on self_check_value (responsible_division_id);
create index self_check_value_coordinating on self_check_value (coordinating_division_id);
create index self_check_value_evidenced_by on self_check_value (evidenced_by);
create index self_check_value_judged_by on self_check_value (judged_by);

-- What was drawn stays as it was drawn.
create function sample_is_frozen() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'a sample is never taken away'; end if;
  if tg_table_name = 'self_check' and (new.seed, new.method, new.size, new.population, new.population_digest,
      new.periods, new.division_ids, new.unit_ids, new.year) is distinct from (old.seed, old.method, old.size,
      old.population, old.population_digest, old.periods, old.division_ids, old.unit_ids, old.year)
    then raise exception 'what was drawn is never changed'; end if;
  return new;
end $$;
create trigger self_check_frozen before update or delete on self_check
  for each row execute function sample_is_frozen();

create function sampled_value_is_frozen() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'a sampled value is never taken away'; end if;
  if (new.self_check_id, new.number, new.hash, new.submission_id, new.duty_id, new.value, new.period,
      new.responsible_division_id, new.coordinating_division_id) is distinct from (old.self_check_id, old.number,
      old.hash, old.submission_id, old.duty_id, old.value, old.period, old.responsible_division_id,
      old.coordinating_division_id)
    then raise exception 'a sampled value is never changed'; end if;
  return new;
end $$;
create trigger self_check_value_frozen before update or delete on self_check_value
  for each row execute function sampled_value_is_frozen();
