-- What an issued plan gives up stays readable: an indicator or an item that is taken out is withdrawn from a day, and
-- with it the duties that nobody has signed for.
alter table item add column withdrawn_on date;
comment on column item.withdrawn_on is 'the day on which it was taken out of the issued plan; null: in force';
alter table item drop constraint item_plan_id_code_key;
alter table item add column standing_code text generated always as (case when withdrawn_on is null then code end) stored;
comment on column item.standing_code is 'the code while the item is in force: one that is taken out leaves it to others';
alter table item add constraint item_plan_id_code_key unique (plan_id, standing_code) deferrable;

alter table indicator add column withdrawn_on date;
alter table indicator alter column sort drop not null;
alter table indicator add constraint indicator_withdrawn_check check ((withdrawn_on is null) = (sort is not null));
alter table indicator drop constraint indicator_item_id_sort_key;
alter table indicator add constraint indicator_item_id_sort_key unique (item_id, sort) deferrable initially deferred;

alter table duty drop constraint duty_stage_check;
alter table duty add constraint duty_stage_check check (stage in (
  'upcoming', 'open', 'offered', 'submitted', 'returned', 'accepted', 'reported', 'acknowledged', 'withdrawn'));
comment on column duty.return_reason is 'why it was sent back, taken back or withdrawn';
alter table duty add constraint duty_withdrawn_check check (stage <> 'withdrawn' or return_reason is not null);
