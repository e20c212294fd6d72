import { AppError } from '../base/app-error.ts';
import { must } from '../base/assert.ts';
import { addDecimals, divideDecimals, printDecimal, readDecimal, rescale } from '../base/decimal.ts';
import type { Decimal } from '../base/decimal.ts';
import { nameKey, typeKey } from '../metadata/row.ts';
import type { RowValue } from '../metadata/row.ts';
import type { Query, QueryContext } from './ast.ts';
import { dateGroup, groupingWall } from './date-group.ts';
import { compareValues } from './eval-distinct.ts';
import type { Run } from './eval-frame.ts';
import { typeAt, valueAt } from './eval-project.ts';
import { nameReader } from './eval-value.ts';
import { scaleOf, valueClass } from './metadata.ts';
import { aggregateKind, averageScale, outputClass, showsName } from './output.ts';
import type { Output } from './output.ts';
import type { SourceRow } from './source.ts';

const toDecimal = (value: RowValue): Decimal => must(readDecimal(String(value)), 'a number');

/** Sum, average, least or greatest of values that are not null; null of none. */
function combine(output: Output, values: readonly RowValue[]): RowValue {
  const { column } = output;
  const kind = valueClass(column);
  const how = aggregateKind(output);
  if (how === 'min' || how === 'max') {
    let best: RowValue = null;
    for (const value of values) {
      const sign = best === null ? 1 : compareValues(kind, value, best);
      if (best === null || (how === 'min' ? sign < 0 : sign > 0)) best = value;
    }
    return best;
  }
  if (values.length === 0) return null;
  const sum = values.map(toDecimal).reduce(addDecimals);
  if (how === 'avg')
    return printDecimal(
      divideDecimals(sum, { units: BigInt(values.length), scale: 0 }, averageScale(column)),
    );
  return kind === 'decimal' ? printDecimal(rescale(sum, scaleOf(column))) : Number(printDecimal(sum));
}

function aggregateOf(output: Output, rows: readonly SourceRow[]): RowValue {
  const how = aggregateKind(output);
  if (how === 'count') return rows.length;
  const values = rows.map((row) => valueAt(output, row)).filter((value) => value !== null);
  if (how !== 'countcolumn') return combine(output, values);
  return output.select.distinct === true
    ? new Set(values.map((value) => JSON.stringify(value))).size
    : values.length;
}

function groupValue(output: Output, row: SourceRow, context: QueryContext): RowValue {
  const value = valueAt(output, row);
  const { dateGrouping } = output.select;
  if (dateGrouping === undefined || typeof value !== 'string') return value;
  return dateGroup(dateGrouping, groupingWall(value, output.column, output.select, context), context);
}

/** The output that an order of an aggregate query means: by alias, or by the grouped column. */
export function orderedOutput(
  outputs: readonly Output[],
  order: { readonly column: string; readonly byAlias?: boolean; readonly link?: string },
): Output {
  const found = outputs.find(({ key, column, link, select }) =>
    order.byAlias === true
      ? key === order.column
      : select.groupBy === true && column.logicalName === order.column && link?.alias === order.link,
  );
  if (found !== undefined) return found;
  throw new AppError('bad-query', {
    message: `There is no grouped or aggregated ${order.column} to order by.`,
  });
}

/** Orders of an aggregate query, those of links with their alias, then all groups in order of selection. */
export function aggregateOrders(
  query: Query,
  outputs: readonly Output[],
): readonly { readonly output: Output; readonly descending: boolean }[] {
  const ofLinks = (links: Query['links']): Query['orders'] =>
    links.flatMap((link) => [
      ...link.orders.map((order) => ({ ...order, link: order.link ?? link.alias })),
      ...ofLinks(link.links),
    ]);
  const given = [...query.orders, ...ofLinks(query.links)].map((order) => ({
    output: orderedOutput(outputs, order),
    descending: order.descending,
  }));
  const groups = outputs.filter((output) => aggregateKind(output) === 'group');
  return [...given, ...groups.map((output) => ({ output, descending: false }))];
}

/** Compiles an aggregate query to a function from matches to sorted result rows. */
export function compileAggregates(
  query: Query,
  outputs: readonly Output[],
  places: readonly number[],
  context: QueryContext,
): (matches: readonly (readonly SourceRow[])[], run: Run) => readonly Record<string, RowValue>[] {
  const orders = aggregateOrders(query, outputs);
  const groupOutputs = outputs.filter((output) => aggregateKind(output) === 'group');
  const placeOf = new Map(outputs.map((output, index) => [output, places[index] ?? 0]));
  return (matches, run) => {
    const rowAt = (output: Output, at: number): SourceRow => matches[placeOf.get(output) ?? 0]![at]!;
    const groups = new Map<string, number[]>();
    const count = matches[0]?.length ?? 0;
    for (let at = 0; at < count; at += 1) {
      const key = JSON.stringify(
        groupOutputs.map((output) => {
          const row = rowAt(output, at);
          return [groupValue(output, row, context), typeAt(output, row) ?? null];
        }),
      );
      const same = groups.get(key);
      if (same === undefined) groups.set(key, [at]);
      else same.push(at);
    }
    // Without groups there is one answer, of no rows too.
    if (groupOutputs.length === 0 && groups.size === 0) groups.set('', []);
    const rows = [...groups.values()].map((numbers) => {
      const values: Record<string, RowValue> = {};
      for (const output of outputs) {
        if (aggregateKind(output) !== 'group') {
          values[output.key] = aggregateOf(
            output,
            numbers.map((at) => rowAt(output, at)),
          );
          continue;
        }
        const row = rowAt(output, numbers[0] ?? 0);
        values[output.key] = groupValue(output, row, context);
        const type = typeAt(output, row);
        if (type !== undefined) values[typeKey(output.key)] = type;
        const name = showsName(output) ? nameReader(output.column)(row, run) : null;
        if (name !== null) values[nameKey(output.key)] = name;
      }
      return values;
    });
    return rows.sort((a, b) => {
      for (const { output, descending } of orders) {
        const sign = compareValues(outputClass(output), a[output.key] ?? null, b[output.key] ?? null);
        if (sign !== 0) return descending ? -sign : sign;
      }
      return 0;
    });
  };
}
