-- Whom the performance office urged to answer a consultation (Art. 22), once a day each.

create table consultation_urge (
  id uuid primary key default gen_random_uuid(),
  consultation_id uuid not null,
  division_id uuid not null,
  urged_by uuid not null references person,
  urged_on date not null,
  urged_at timestamptz not null,
  foreign key (consultation_id, division_id) references consultation_answer,
  unique (consultation_id, division_id, urged_on)
);
create index consultation_urge_urged_by on consultation_urge (urged_by);
