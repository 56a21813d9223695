-- A revision is withdrawn at every state before it is issued: what the divisions were asked and what the group had before
-- it ends with it, neither answered nor decided.
alter table consultation drop constraint consultation_state_check;
alter table consultation add constraint consultation_state_check check (state in ('open', 'closed', 'withdrawn'));
alter table consultation drop constraint consultation_check1;
alter table consultation add constraint consultation_closed_check check ((state = 'open') = (closed_on is null));

alter table review drop constraint review_state_check;
alter table review add constraint review_state_check check (state in ('open', 'decided', 'returned', 'withdrawn'));
alter table review drop constraint review_check;
alter table review add constraint review_decided_check check ((state in ('decided', 'returned')) = (decided_by is not null));
alter table review drop constraint review_check2;
alter table review add constraint review_reason_check check ((state in ('returned', 'withdrawn')) = (reason <> ''));
