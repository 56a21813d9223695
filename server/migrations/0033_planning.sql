-- What was changed because of a comment that was adopted, named by whoever dealt with it (Art. 22).
alter table comment add column led_to jsonb not null default '[]';
alter table comment add constraint comment_led_to_check
  check (jsonb_typeof(led_to) = 'array' and (led_to = '[]' or coalesce(disposition, 'notAdopted') <> 'notAdopted'));
comment on column comment.led_to is 'changes of the draft since the version laid before the divisions, as they stood when the comment was dealt with';
