-- A cell of a unit's form can take a further field of the collection plan's form, or a figure put together.

alter table unit_template_cell add column part text;
comment on column unit_template_cell.part is 'the key of the further field, or the name of the figure put together';
alter table unit_template_cell drop constraint unit_template_cell_fact_check;
alter table unit_template_cell add constraint unit_template_cell_fact_check
  check (fact in ('value', 'yearToDate', 'lastYear', 'furtherField', 'responsibleDivision', 'aggregate', 'period',
    'office', 'division', 'reportDay', 'personInCharge', 'contactName', 'contactPhone'));
