-- What a division handed in on paper or by office automation is registered on its behalf, with its scan (Art. 28, 30).

alter table signature add column way text not null default 'here'
  check (way in ('here', 'paper', 'officeAutomation'));
alter table signature add column registered_by uuid references person;
alter table signature add column signed_on date;
alter table signature add column received_on date check (received_on >= signed_on);
alter table signature add check (
  (way = 'here') = (registered_by is null) and (way = 'here') = (signed_on is null)
  and (way = 'here') = (received_on is null));
comment on column signature.way is 'here: given in the system; otherwise on what came, registered by somebody else';
comment on column signature.received_on is 'the day on which it came: lateness looks at it';
create index signature_registered_by on signature (registered_by);
