-- Phases and indicators of a joint item: each the lead division's, or a co-responsible division's own.

alter table phase add column division_id uuid;
comment on column phase.division_id is 'the co-responsible division whose phase it is; null: the lead division''s';

alter table indicator add column division_id uuid;
comment on column indicator.division_id is 'the co-responsible division that owes the data; null: the lead division';

-- checked at the end: a save writes the divisions of an item anew before its phases and indicators
alter table phase add constraint phase_of_division
  foreign key (item_id, division_id) references item_division deferrable initially deferred;
alter table indicator add constraint indicator_of_division
  foreign key (item_id, division_id) references item_division deferrable initially deferred;
