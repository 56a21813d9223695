-- The draft of the office's plan is laid before all divisions (Art. 22): what was asked, what each answered, and what
-- became of every comment.

alter table plan drop constraint plan_state_check;
alter table plan add constraint plan_state_check check (case kind
  when 'office' then state in ('drafting', 'consulting', 'underReview', 'decided', 'issued')
  else state in ('drafting', 'submitted', 'accepted') end);

create table consultation (
  id uuid primary key default gen_random_uuid(),
  plan_id uuid not null references plan,
  plan_version_id uuid not null references plan_version,
  state text not null default 'open' check (state in ('open', 'closed')),
  note text not null default '',
  opened_by uuid not null references person,
  opened_on date not null,
  closes_on date not null check (closes_on > opened_on),
  closed_on date,
  version integer not null default 1,
  check ((state = 'closed') = (closed_on is not null))
);
create unique index consultation_open on consultation (plan_id) where state = 'open';
create index consultation_plan on consultation (plan_id, opened_on desc);
create index consultation_version on consultation (plan_version_id);
create index consultation_opened_by on consultation (opened_by);

create table consultation_answer (
  consultation_id uuid not null references consultation,
  division_id uuid not null references division,
  state text not null default 'asked' check (state in ('asked', 'answered', 'silent')),
  answered_by uuid references person,
  answered_at timestamptz,
  version integer not null default 1,
  primary key (consultation_id, division_id),
  check ((state = 'answered') = (answered_by is not null)),
  check ((answered_by is null) = (answered_at is null))
);
create index consultation_answer_division on consultation_answer (division_id);
create index consultation_answer_answered_by on consultation_answer (answered_by);

create table comment (
  id uuid primary key default gen_random_uuid(),
  consultation_id uuid not null,
  division_id uuid not null,
  item_id uuid,
  part text not null,
  text text not null,
  made_by uuid not null references person,
  made_at timestamptz not null,
  disposition text check (disposition in ('adopted', 'partly', 'notAdopted')),
  reason text not null default '',
  disposed_by uuid references person,
  disposed_at timestamptz,
  version integer not null default 1,
  foreign key (consultation_id, division_id) references consultation_answer,
  check ((disposition is null) = (disposed_by is null)),
  check ((disposed_by is null) = (disposed_at is null)),
  check (disposition = 'adopted' or disposition is null or reason <> '')
);
comment on column comment.item_id is 'no reference: an item taken out afterwards stays in the version that was laid before the divisions';
create index comment_consultation on comment (consultation_id, division_id);
create index comment_item on comment (item_id);
create index comment_made_by on comment (made_by);
create index comment_disposed_by on comment (disposed_by);
