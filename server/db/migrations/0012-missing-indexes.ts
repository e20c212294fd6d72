import type { Migration } from '../migration.ts';

/**
 * Names of indexes were those of table and column with a line between, so that `a` + `b_c` and `a_b` + `c` had one name and
 * the second index was never made. Here it is; indexes that are there keep the names they have.
 */
export const missingIndexes: Migration = {
  id: '0012-missing-indexes',
  sql: `
do $make$
declare
  missing record;
begin
  for missing in
    select c.oid::regclass as relation, c.relname::text as table_name, a.attname::text as column_name,
      case when col ->> 'type' in ('lookup', 'customer', 'owner') then format('%I', a.attname)
        else format('left(haversack.fold(%I), 200) collate "C"', a.attname) end as place
    from haversack.meta_item m
    cross join lateral jsonb_array_elements(m.body -> 'table' -> 'columns') as col
    join pg_class c on c.relnamespace = 'data'::regnamespace and c.relkind = 'r'
      and c.relname = coalesce(m.body -> 'table' ->> 'sqlName', m.name)
    join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
      and a.attname = coalesce(col ->> 'sqlName', col ->> 'logicalName')
    where m.kind = 'table'
      and case when col ->> 'type' in ('lookup', 'customer', 'owner')
        then not exists (select from pg_index i where i.indrelid = c.oid and i.indkey[0] = a.attnum)
        else col ->> 'type' = 'string' and col ->> 'logicalName' = m.body -> 'table' ->> 'primaryName'
          and not exists (
            select from pg_index i where i.indrelid = c.oid and pg_get_indexdef(i.indexrelid) like '%fold(%'
          )
        end
  loop
    execute format('create index %I on %s (%s)',
      'ix_' || md5(missing.table_name || '.' || missing.column_name), missing.relation, missing.place);
  end loop;
end
$make$;
`,
};
