-- The leading group reviews a frozen version of the office's plan, by meeting or by circulation (Art. 22): who was asked,
-- what each said, who decided, and on which items it went back. Opinions that are missing never block.

create table review (
  id uuid primary key default gen_random_uuid(),
  plan_id uuid not null references plan,
  plan_version_id uuid not null unique references plan_version,
  state text not null default 'open' check (state in ('open', 'decided', 'returned')),
  mode text not null check (mode in ('meeting', 'circulation')),
  agenda text not null default '',
  due_on date,
  opened_by uuid not null references person,
  opened_at timestamptz not null,
  entrusted_to uuid references person,
  minutes text not null default '',
  reason text not null default '',
  decided_by uuid references person,
  decided_at timestamptz,
  version integer not null default 1,
  check ((state = 'open') = (decided_by is null)),
  check ((decided_by is null) = (decided_at is null)),
  check ((state = 'returned') = (reason <> ''))
);
comment on column review.due_on is 'the day of the meeting, or the day by which the members answer';
create unique index review_open on review (plan_id) where state = 'open';
create index review_plan on review (plan_id, opened_at desc);
create index review_opened_by on review (opened_by);
create index review_entrusted_to on review (entrusted_to);
create index review_decided_by on review (decided_by);

create table review_opinion (
  review_id uuid not null references review,
  person_id uuid not null references person,
  post text not null check (post in ('leadingGroup.deputy', 'leadingGroup.member')),
  division_id uuid references division,
  opinion text check (opinion in ('agree', 'agreeWithRemark', 'disagree', 'abstain')),
  remark text not null default '',
  given_by uuid references person,
  given_at timestamptz,
  version integer not null default 1,
  primary key (review_id, person_id),
  check ((opinion is null) = (given_by is null)),
  check ((opinion is null) = (given_at is null))
);
create index review_opinion_person on review_opinion (person_id);
create index review_opinion_division on review_opinion (division_id);
create index review_opinion_given_by on review_opinion (given_by);

create table review_abstention (
  review_id uuid not null,
  person_id uuid not null,
  item_id uuid not null,
  primary key (review_id, person_id, item_id),
  foreign key (review_id, person_id) references review_opinion
);
comment on column review_abstention.item_id is 'no reference: an item taken out afterwards stays in the version that was reviewed';

create table review_return (
  review_id uuid not null references review,
  item_id uuid not null,
  reason text not null check (reason <> ''),
  primary key (review_id, item_id)
);

create table review_file (
  review_id uuid not null references review,
  file_id uuid not null references stored_file,
  primary key (review_id, file_id)
);
create index review_file_file on review_file (file_id);

insert into review (plan_id, plan_version_id, state, mode, opened_by, opened_at, minutes, decided_by, decided_at)
select plan.id, last.id, case plan.state when 'underReview' then 'open' else 'decided' end, 'meeting',
  last.made_by, last.made_at, coalesce(plan.minutes, ''),
  case when plan.state <> 'underReview' then coalesce(plan.decided_by, last.made_by) end,
  case when plan.state <> 'underReview' then coalesce(plan.decided_at, last.made_at) end
from plan
cross join lateral (select * from plan_version where plan_id = plan.id order by number desc limit 1) as last
where plan.kind = 'office' and plan.state in ('underReview', 'decided', 'issued');

insert into review_opinion (review_id, person_id, post, division_id)
select distinct on (review.id, post.person_id) review.id, post.person_id, post.kind, post.division_id
from review join post on post.kind in ('leadingGroup.deputy', 'leadingGroup.member')
where review.state = 'open' and post.from_on <= review.opened_at::date
  and (post.to_on is null or post.to_on > review.opened_at::date)
order by review.id, post.person_id, post.kind;

-- What the leading group decided stands in its review; what is left here is the judgement on a division's plan.
alter table plan drop column minutes;
update plan set decided_by = null, decided_at = null, return_reason = null where kind = 'office';
alter table plan add constraint plan_judged_check
  check (kind = 'division' or (decided_by is null and decided_at is null and return_reason is null));
