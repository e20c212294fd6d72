import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { assert, must } from '../../src/shared/base/assert.ts';
import type { Table } from '../../src/shared/metadata/table.ts';
import type { Condition, Filter } from '../../src/shared/query/ast.ts';
import type { Reach } from '../../src/shared/security/predicate.ts';
import { dataSchema } from '../db/database.ts';
import { sqlColumn, sqlTable } from '../metadata/model.ts';
import type { Model } from '../metadata/model.ts';

type Condition_ = RawBuilder<boolean>;

const all = (conditions: readonly Condition_[], word: 'and' | 'or'): Condition_ =>
  conditions.length === 0
    ? sql<boolean>`${sql.lit(word === 'and')}`
    : sql<boolean>`(${sql.join([...conditions], word === 'and' ? sql` and ` : sql` or `)})`;

function columnRef(table: Table<unknown>, alias: string, column: string): RawBuilder<unknown> {
  const found = must(
    table.columns.find((each) => each.logicalName === column),
    `column ${table.logicalName}.${column}`,
  );
  return sql.ref(`${alias}.${sqlColumn(found)}`);
}

function conditionSql(table: Table<unknown>, alias: string, condition: Condition): Condition_ {
  assert(condition.operator === 'eq' || condition.operator === 'in', 'predicates use eq and in');
  return sql<boolean>`${columnRef(table, alias, condition.column)} = any(${[...condition.values]}::uuid[])`;
}

function filterSql(model: Model, table: Table<unknown>, alias: string, filter: Filter): Condition_ {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return all(
        filter.filters.map((each) => filterSql(model, table, alias, each)),
        filter.kind,
      );
    case 'not':
      return sql<boolean>`not ${filterSql(model, table, alias, filter.filter)}`;
    case 'condition':
      return conditionSql(table, alias, filter);
    case 'link-filter': {
      assert(filter.type === 'any', 'predicates use any');
      const linked = must(model.tables.get(filter.table), `table ${filter.table}`);
      const inner =
        filter.filter === undefined
          ? sql<boolean>`true`
          : filterSql(model, linked, filter.alias, filter.filter);
      return sql<boolean>`exists (select 1 from ${sql.table(`${dataSchema}.${sqlTable(linked)}`)} as ${sql.ref(filter.alias)}
        where ${columnRef(linked, filter.alias, filter.from)} = ${columnRef(table, alias, filter.to)} and ${inner})`;
    }
  }
}

/**
 * A security predicate as SQL over the table under `alias`, for statements of the write pipeline that look at single
 * rows. Queries get the same predicate as part of their AST.
 */
export function reachSql(model: Model, table: Table<unknown>, alias: string, reach: Reach): Condition_ {
  if (reach === undefined) return sql<boolean>`true`;
  return reach === 'none' ? sql<boolean>`false` : filterSql(model, table, alias, reach);
}
