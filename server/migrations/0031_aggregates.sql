-- How figures of a report are put together beside its lines: rules as data, carried on to the next period (Art. 29).

alter table data_report add column aggregates jsonb not null default '[]'
  check (jsonb_typeof(aggregates) = 'array');
comment on column data_report.aggregates is 'domain/collection/aggregate.ts; the indicators are named as in the plan';
