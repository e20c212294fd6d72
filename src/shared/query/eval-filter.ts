import { AppError } from '../base/app-error.ts';
import { must } from '../base/assert.ts';
import type { Condition, Filter, LinkFilter } from './ast.ts';
import { testOf } from './condition-test.ts';
import type { CompareOperator } from './condition-test.ts';
import { slotOf } from './eval-compilation.ts';
import type { Compilation } from './eval-compilation.ts';
import type { Frame, FrameTest, Scope } from './eval-frame.ts';
import { compileJoin, joinAll, linksOf } from './eval-join.ts';
import { columnTest, rowTest } from './eval-value.ts';
import { columnOf, commonClass } from './metadata.ts';
import { operatorOf } from './operators.ts';
import { nextBoundary } from './relative.ts';

const comparing: ReadonlySet<string> = new Set(['eq', 'ne', 'gt', 'ge', 'lt', 'le']);

/** Operator of a comparison of two columns, and whether it is negated; `bad-query` for other operators. */
export function columnComparison(condition: Condition): { operator: CompareOperator; negated: boolean } {
  const { operator } = condition;
  if (!comparing.has(operator))
    throw new AppError('bad-query', {
      operator,
      message: `${operator} cannot compare two columns.`,
    });
  return operator === 'ne'
    ? { operator: 'eq', negated: true }
    : { operator: operator as CompareOperator, negated: false };
}

function compileColumns(condition: Condition, scope: Scope): FrameTest {
  const other = must(condition.compareTo, 'other column');
  const a = slotOf(scope, condition.link);
  const b = slotOf(scope, other.link ?? condition.link);
  const left = columnOf(a.table, condition.column);
  const right = columnOf(b.table, other.column);
  const kind = commonClass(left, right);
  if (kind === undefined)
    throw new AppError('bad-query', {
      message: `${left.logicalName} and ${right.logicalName} cannot be compared.`,
    });
  const { operator, negated } = columnComparison(condition);
  const test = columnTest(operator, left, right, kind);
  return ({ rows, run }) => test(rows[a.index]!, rows[b.index]!, run) !== negated;
}

function compileCondition(
  condition: Condition,
  scope: Scope,
  state: Compilation,
  lenient: boolean,
): FrameTest {
  if (condition.compareTo !== undefined) return compileColumns(condition, scope);
  const slot = slotOf(scope, condition.link);
  const column = columnOf(slot.table, condition.column);
  const { metadata, context } = state;
  const value = testOf(condition, slot.table, column, { metadata, context, lenient });
  const clock = operatorOf(condition.operator)?.clock;
  if (clock !== undefined)
    state.boundary = Math.min(state.boundary ?? Number.POSITIVE_INFINITY, nextBoundary(clock, context));
  if (value.kind === 'hierarchy') state.tables.add(value.table);
  if (value.kind === 'name-like') for (const target of value.targets) state.tables.add(target);
  const test = rowTest(value, slot.table, column);
  const { index } = slot;
  return (frame) => test(frame.rows[index]!, frame.run);
}

function compileLinkFilter(filter: LinkFilter, scope: Scope, state: Compilation): FrameTest {
  const { type } = filter;
  const link = { ...filter, kind: 'link' as const, type: 'inner' as const, columns: [], orders: [] };
  const join = compileJoin(link, scope, state);
  const exists = (frame: Frame): boolean => joinAll(join, frame, 0, () => true);
  if (type === 'not any') return (frame) => !exists(frame);
  if (type !== 'all') return exists;
  const linked = must(join[0], 'the link itself');
  return (frame) => linked.candidates(frame).length > 0 && !exists(frame);
}

/** Compiles a filter that stands in `scope.here`; names that are not there are a `bad-query` or `no-column`. */
export function compileFilter(filter: Filter, scope: Scope, state: Compilation, lenient = false): FrameTest {
  switch (filter.kind) {
    case 'condition':
      return compileCondition(filter, scope, state, lenient);
    case 'link-filter':
      return compileLinkFilter(filter, scope, state);
    case 'not': {
      const inner = compileFilter(filter.filter, scope, state, lenient);
      return (frame) => !inner(frame);
    }
    default: {
      const loose = lenient || filter.quickFind === true;
      const tests = filter.filters.map((one) => compileFilter(one, scope, state, loose));
      const [only] = tests;
      if (only !== undefined && tests.length === 1) return only;
      if (filter.kind === 'and')
        return (frame) => {
          for (const test of tests) if (!test(frame)) return false;
          return true;
        };
      // An empty group restricts nothing.
      return (frame) => {
        for (const test of tests) if (test(frame)) return true;
        return tests.length === 0;
      };
    }
  }
}

/** Aliases of joined tables that a filter names. */
export function namesOtherTables(filter: Filter): boolean {
  switch (filter.kind) {
    case 'condition':
      return filter.link !== undefined || filter.compareTo?.link !== undefined;
    case 'not':
      return namesOtherTables(filter.filter);
    case 'link-filter': {
      if (filter.filter !== undefined && namesOtherTables(filter.filter)) return true;
      return linksOf(filter.links).some((link) => link.filter !== undefined && namesOtherTables(link.filter));
    }
    default:
      return filter.filters.some(namesOtherTables);
  }
}
