import type { Migration } from '../migration.ts';

/**
 * A mark of the metadata's state that every server can read cheaply. Each transaction adds a row of its own, so writers
 * never wait for each other, and one that commits late still changes the sum. Kept by triggers: no writer can forget it.
 * Those on `data.role` and `data.appmoduleroles` are made with the tables, in ensure-system-tables.ts.
 */
export const modelChange: Migration = {
  id: '0011-model-change',
  sql: `
create table haversack.model_change (
  cs xid8 primary key default pg_current_xact_id(),
  times bigint not null default 1
);

create function haversack.note_model_change() returns trigger language plpgsql as $note$
begin
  -- The sum grows also where a database copied to another cluster meets a transaction number once more.
  insert into haversack.model_change as c default values
    on conflict (cs) do update set times = c.times + 1;
  return null;
end
$note$;

create trigger note_model_change after insert or update or delete on haversack.meta_item
  for each statement execute function haversack.note_model_change();
create trigger note_model_change after insert or update or delete on haversack.role_privilege
  for each statement execute function haversack.note_model_change();
`,
};
