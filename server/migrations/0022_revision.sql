-- Goals, weights or several items of an issued plan are changed the way a plan is made: a draft beside the plan in force
-- (a revision) goes through consultation, review and notice, and what it changes enters the plan when it is issued.
alter table plan drop constraint plan_kind_check;
alter table plan add constraint plan_kind_check check (kind in ('office', 'division', 'revision'));
alter table plan drop constraint plan_state_check;
alter table plan add constraint plan_state_check check (case kind
  when 'office' then state in ('drafting', 'consulting', 'underReview', 'decided', 'issued')
  when 'revision' then state in ('drafting', 'consulting', 'underReview', 'decided', 'issued', 'withdrawn')
  else state in ('drafting', 'submitted', 'accepted') end);
alter table plan add column amends_id uuid references plan;
alter table plan add column revision_reason text not null default '';
comment on column plan.amends_id is 'of a revision: the issued plan that it changes';
comment on column plan.revision_reason is 'of a revision: why the plan is changed';
alter table plan add column begun_at timestamptz;
alter table plan add column plan_version_id uuid references plan_version;
comment on column plan.plan_version_id is 'of an issued revision: the version of the plan in which it is';
create index plan_plan_version on plan (plan_version_id);
alter table plan add constraint plan_amends_check check ((kind = 'revision') = (amends_id is not null));
alter table plan add constraint plan_begun_check check ((kind = 'revision') = (begun_at is not null));
alter table plan add constraint plan_version_check check ((plan_version_id is not null) = (kind = 'revision' and state = 'issued'));
alter table plan add constraint plan_reason_check check ((kind = 'revision') = (revision_reason <> ''));
create index plan_amends on plan (amends_id);
create unique index plan_revision_open on plan (amends_id) where state not in ('issued', 'withdrawn');

alter table item add column origin_item_id uuid references item;
comment on column item.origin_item_id is 'of a revision''s item: the item of the issued plan that it stands for; null: it is new';
create unique index item_origin_item on item (plan_id, origin_item_id) where origin_item_id is not null;
create index item_origin_item_id on item (origin_item_id);
