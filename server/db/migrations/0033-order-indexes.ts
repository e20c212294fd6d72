import type { Migration } from '../migration.ts';

/** Indexes of names had nulls last, while orders have them first: no list was ever read along one. Here they are anew. */
export const orderIndexes: Migration = {
  id: '0033-order-indexes',
  sql: `
do $make$
declare
  old record;
begin
  for old in
    select i.indexrelid::regclass as index, i.indrelid::regclass as relation, i.indrelid as oid,
      pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class c on c.oid = i.indrelid
    where c.relnamespace = 'data'::regnamespace and pg_get_indexdef(i.indexrelid) ~ 'left.*fold\\('
      and pg_get_indexdef(i.indexrelid) !~* 'nulls first'
  loop
    execute format('create index %I on %s (%s nulls first)', 'ix_' || md5(old.index::text || ' first'), old.relation,
      substring(old.definition from 'USING btree \\((.*)\\)$'));
    execute format('drop index %s', old.index);
  end loop;
end
$make$;
`,
};
