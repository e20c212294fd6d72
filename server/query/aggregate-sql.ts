import { sql } from 'kysely';
import type { QueryContext, SelectColumn } from '../../src/shared/query/ast.ts';
import { scaleOf, valueClass } from '../../src/shared/query/metadata.ts';
import { aggregateKind, averageScale, outputClass } from '../../src/shared/query/output.ts';
import type { Output } from '../../src/shared/query/output.ts';
import { canonicalSql } from './column-sql.ts';
import type { Sql } from './column-sql.ts';

const farPast = '-infinity';

/** Local time as a timestamp: the person's zone as a table of transitions, so that both executors group alike. */
function wallSql(ref: Sql, output: Output, context: QueryContext): Sql {
  const { column, select } = output;
  if (column.behavior === 'dateonly') return sql`(${ref})::timestamp`;
  const utc = sql`(${ref} at time zone 'UTC')`;
  if (column.behavior === 'timezoneindependent' || select.userTimeZone === false) return utc;
  const { transitions } = context.timeZone;
  const starts = transitions.map(({ at }) => (at === null ? farPast : new Date(at).toISOString()));
  const offsets = transitions.map(({ offset }) => String(offset));
  return sql`(${utc} + make_interval(mins => (${offsets}::text[]::integer[])[width_bucket(${ref}, ${starts}::text[]::timestamptz[])]))`;
}

/** See dateGroup() of the in-memory executor. */
function dateGroupSql(
  grouping: NonNullable<SelectColumn['dateGrouping']>,
  wall: Sql,
  context: QueryContext,
): Sql {
  const part = (name: string): Sql => sql`extract(${sql.raw(name)} from ${wall})::integer`;
  const { month, day } = context.fiscalYearStart;
  const beforeStart = sql`(case when ${part('month')} * 100 + ${part('day')} < ${sql.lit(month * 100 + day)} then 1 else 0 end)`;
  const fiscalYear = sql`(${part('year')} - ${beforeStart})`;
  const months = sql`(${part('year')} * 12 + ${part('month')} - (case when ${part('day')} < ${sql.lit(day)} then 1 else 0 end))`;
  const quarter = sql`((${months} - ${fiscalYear} * 12 - ${sql.lit(month)}) / 3 + 1)`;
  switch (grouping) {
    case 'day':
    case 'month':
    case 'year':
      return part(grouping);
    case 'week':
      return sql`((${part('doy')} - 1 + extract(dow from date_trunc('year', ${wall}))::integer) / 7 + 1)`;
    case 'quarter':
      return quarter;
    case 'fiscal-year':
      return fiscalYear;
    case 'fiscal-period':
      return sql`(${fiscalYear} * 100 + ${quarter})`;
  }
}

const numeric = (ref: Sql, output: Output): Sql =>
  output.column.type === 'double' ? sql`${ref}::text::numeric` : sql`${ref}::numeric`;

/** An average at its scale, rounded half away from zero with no rounding before. */
function averageSql(value: Sql, scale: number): Sql {
  const unit = sql.lit(`1${'0'.repeat(scale)}`);
  const grain = sql.lit(scale === 0 ? '1' : `0.${'0'.repeat(scale - 1)}1`);
  const doubled = sql`2 * abs(sum(${value})) * ${unit}::numeric + count(${value})`;
  return sql`round(sign(sum(${value})) * div(${doubled}, 2 * count(${value})) * ${grain}::numeric, ${sql.lit(scale)})`;
}

/** Expression, in a grouped select, of a value before it is made canonical. */
export function aggregateSql(output: Output, ref: Sql, context: QueryContext): Sql {
  const { column, select } = output;
  const kind = valueClass(column);
  switch (aggregateKind(output)) {
    case 'group':
      return select.dateGrouping === undefined || kind !== 'time'
        ? ref
        : dateGroupSql(select.dateGrouping, wallSql(ref, output, context), context);
    case 'count':
      return sql`count(*)`;
    case 'countcolumn':
      return select.distinct === true ? sql`count(distinct ${ref})` : sql`count(${ref})`;
    case 'sum': {
      const sum = sql`sum(${numeric(ref, output)})`;
      return kind === 'decimal' ? sql`round(${sum}, ${sql.lit(scaleOf(column))})` : sum;
    }
    case 'avg':
      return averageSql(numeric(ref, output), averageScale(column));
    case 'min':
    case 'max': {
      const isLeast = select.aggregate === 'min';
      if (kind === 'boolean') return isLeast ? sql`bool_and(${ref})` : sql`bool_or(${ref})`;
      const value = kind === 'text' || kind === 'id' ? sql`(${ref}::text collate "C")` : ref;
      return isLeast ? sql`min(${value})` : sql`max(${value})`;
    }
  }
}

/** The canonical form of a value of {@link aggregateSql}. */
export function aggregateCanonicalSql(output: Output, value: Sql): Sql {
  const kind = aggregateKind(output);
  if (kind === 'avg') return sql`${value}::text`;
  if (kind === 'sum')
    return valueClass(output.column) === 'decimal' ? sql`${value}::text` : sql`${value}::double precision`;
  const isColumnValue =
    (kind === 'group' && output.select.dateGrouping === undefined) || kind === 'min' || kind === 'max';
  return isColumnValue ? canonicalSql(value, output.column) : value;
}

/** How grouped and distinct values are ordered: as they stand, text by code point. */
export function plainOrderSql(output: Output, value: Sql): Sql {
  const kind = outputClass(output);
  if (kind === 'choices') return sql`array_to_string(${value}, ',') collate "C"`;
  return kind === 'text' || kind === 'id' || kind === 'none' ? sql`${value}::text collate "C"` : value;
}
