-- A draft says which version it replaces: two windows of one person do not overwrite each other without a word.
alter table draft add column version integer not null default 1;
