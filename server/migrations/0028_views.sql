-- The year's indicators in the order of the plan, and what falls due inside the office on a day.

create index item_year_order on item (year, sort, id);
create index duty_internal on duty (year, internal_due_on);
