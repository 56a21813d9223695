-- Who of the leading group was informed of a change of the issued plan, and when each has read it (Art. 7, 24).

create table amendment_reader (
  amendment_id uuid not null references amendment,
  person_id uuid not null references person,
  read_at timestamptz,
  primary key (amendment_id, person_id)
);
create index amendment_reader_unread on amendment_reader (person_id) where read_at is null;
create index amendment_reader_person on amendment_reader (person_id);
