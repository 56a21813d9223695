-- A plan is the office's or a division's own (Art. 19, 21); both hold items and freeze versions the same way.

alter table office_plan rename to plan;
alter table plan rename constraint office_plan_pkey to plan_pkey;
alter table plan rename constraint office_plan_year_fkey to plan_year_fkey;
alter table plan rename constraint office_plan_decided_by_fkey to plan_decided_by_fkey;
alter index office_plan_decided_by rename to plan_decided_by;
alter table plan drop constraint office_plan_year_key;
alter table plan drop constraint office_plan_state_check;
alter table plan
  add column kind text not null default 'office' check (kind in ('office', 'division')),
  add column division_id uuid references division,
  add constraint plan_division_check check ((kind = 'division') = (division_id is not null)),
  add constraint plan_state_check check (case kind
    when 'office' then state in ('drafting', 'underReview', 'decided', 'issued')
    else state in ('drafting', 'submitted', 'accepted') end);
alter table plan alter column kind drop default;
create unique index plan_of_office on plan (year) where kind = 'office';
create unique index plan_of_division on plan (division_id, year) where kind = 'division';
