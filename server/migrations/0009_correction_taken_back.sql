-- A correction that nobody has signed yet can be taken back: the version it replaced is in force again.

alter table submission add column replaces_id uuid references submission;
alter table submission add column replaced_stage text check (
  replaced_stage in ('submitted', 'accepted', 'reported', 'acknowledged'));
alter table submission add check ((replaces_id is null) = (replaced_stage is null));
comment on column submission.replaces_id is 'the signed version a correction takes the place of';
comment on column submission.replaced_stage is 'the stage its duty was in then';
create index submission_replaces on submission (replaces_id) where replaces_id is not null;
