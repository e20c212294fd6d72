import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixedZone, utcZone } from '../../../src/shared/base/zone.ts';
import type { Row, RowValue } from '../../../src/shared/metadata/row.ts';
import type { Column, ColumnType } from '../../../src/shared/metadata/table.ts';
import type {
  BusinessRule,
  RuleAction,
  RuleCondition,
  RuleOperand,
  RuleOperator,
  RuleStep,
} from '../../../src/shared/rules/business-rule.ts';
import {
  evaluateRules,
  maxRounds,
  type ColumnVerdict,
  type RuleContext,
} from '../../../src/shared/rules/evaluate-rules.ts';

const column = (name: string, type: ColumnType, extra: Partial<Column> = {}): Column => ({
  logicalName: name,
  schemaName: name,
  type,
  label: name,
  required: 'none',
  validForCreate: true,
  validForUpdate: true,
  validForRead: true,
  ...extra,
});

const table = {
  logicalName: 'demo',
  columns: [
    column('a', 'integer'),
    column('b', 'integer'),
    column('t', 'string'),
    column('f', 'boolean'),
    column('m', 'money', { precision: 2 }),
    column('d', 'datetime', { behavior: 'dateonly' }),
    column('u', 'datetime', { behavior: 'userlocal' }),
    column('l', 'customer', { targets: ['account', 'contact'] }),
  ],
};

const context: RuleContext = {
  table,
  isNew: false,
  formId: 'form',
  changed: 'all',
  now: '2024-05-05T22:30:00Z',
  timeZone: utcZone,
};

const value = (one: RowValue): RuleOperand => ({ kind: 'value', value: one });
const when = (name: string, operator: RuleOperator, ...values: RowValue[]): RuleCondition => ({
  kind: 'compare',
  column: name,
  operator,
  values: values.map(value),
});
const lock = (name: string, locked = true): RuleAction => ({ kind: 'lock', column: name, locked });
const set = (name: string, to: RuleOperand): RuleAction => ({ kind: 'set', column: name, value: to });
const decide = (condition: RuleCondition, then: RuleStep[], otherwise?: RuleStep[]): RuleStep => ({
  kind: 'decide',
  branches: [
    { label: '', when: condition, then },
    ...(otherwise === undefined ? [] : [{ label: '', then: otherwise }]),
  ],
});
const rule = (steps: readonly RuleStep[], extra: Partial<BusinessRule> = {}): BusinessRule => ({
  id: '1',
  name: '',
  description: '',
  table: 'demo',
  scope: { kind: 'table' },
  active: true,
  steps,
  ...extra,
});
const verdict = (
  rules: readonly BusinessRule[],
  row: Row,
  more: Partial<RuleContext> = {},
): Record<string, ColumnVerdict> =>
  Object.fromEntries(evaluateRules(rules, row, { ...context, ...more }).columns);

describe('comparisons', () => {
  const holds = (condition: RuleCondition, row: Row, more: Partial<RuleContext> = {}): boolean =>
    verdict([rule([decide(condition, [lock('a')])])], row, more)['a']?.locked === true;

  it.each<[string, RuleCondition, Row, boolean]>([
    ['text without case and accents', when('t', 'eq', 'café'), { t: 'CAFE' }, true],
    ['other text', when('t', 'eq', 'abc'), { t: 'abd' }, false],
    ['text after text', when('t', 'gt', 'abc'), { t: 'abd' }, true],
    ['any of several values', when('a', 'eq', 1, 2), { a: 2 }, true],
    ['none of several values', when('a', 'ne', 1, 2), { a: 2 }, false],
    ['an empty column differs from every value', when('a', 'ne', 1), {}, true],
    ['an empty column is less than nothing', when('a', 'lt', 1), {}, false],
    ['money by its amount, not its digits', when('m', 'le', '9.5'), { m: '10.00' }, false],
    ['money of another scale', when('m', 'eq', '9.5'), { m: '9.50' }, true],
    ['a part of text', when('t', 'contains', 'B'), { t: 'abc' }, true],
    ['no part of empty text', when('t', 'notcontains', 'b'), {}, true],
    ['the end of text', when('t', 'ends', 'bc'), { t: 'abc' }, true],
    ['the start of text', when('t', 'notbegins', 'a'), { t: 'abc' }, false],
    ['a boolean', when('f', 'eq', false), { f: false }, true],
    ['empty', when('f', 'null'), { f: false }, false],
    ['a day against a day', when('d', 'onorafter', '2024-05-05'), { d: '2024-05-05' }, true],
  ])('%s', (_, condition, row, expected) => {
    expect(holds(condition, row)).toBe(expected);
  });

  it('take the day that the person sees', () => {
    const row = { u: '2024-05-05T22:30:00Z' };
    expect(holds(when('u', 'on', '2024-05-06'), row)).toBe(false);
    expect(holds(when('u', 'on', '2024-05-06'), row, { timeZone: fixedZone('CEST', 120) })).toBe(true);
  });

  it('with something unsupported take no branch, unless the rest decides', () => {
    const unknown: RuleCondition = { kind: 'unsupported', what: 'x' };
    const taken = (condition: RuleCondition): unknown =>
      verdict([rule([decide(condition, [lock('a')], [lock('a', false)])])], { a: 1 })['a']?.locked;
    expect(taken(unknown)).toBeUndefined();
    expect(taken({ kind: 'and', conditions: [unknown, when('a', 'eq', 2)] })).toBe(false);
    expect(taken({ kind: 'or', conditions: [unknown, when('a', 'eq', 1)] })).toBe(true);
    expect(taken({ kind: 'or', conditions: [unknown, when('a', 'eq', 2)] })).toBeUndefined();
  });
});

describe('actions', () => {
  it('set values in the form of their column, and leave alone what does not fit', () => {
    const steps = [
      set('m', {
        kind: 'formula',
        operator: 'divide',
        left: { kind: 'column', column: 'a' },
        right: value(3),
      }),
      set('d', { kind: 'now' }),
      set('a', value('many')),
      set('nowhere', value(1)),
      set('l', { kind: 'value', value: '00000000-0000-4000-8000-000000000001', table: 'contact' }),
    ];
    expect(verdict([rule(steps)], { a: 10 }, { timeZone: fixedZone('CEST', 120) })).toEqual({
      m: { value: '3.33' },
      d: { value: '2024-05-06' },
      l: { value: '00000000-0000-4000-8000-000000000001', valueTable: 'contact' },
    });
  });

  it('of a formula without one of its numbers, and by zero, empty the column', () => {
    const by = (right: RuleOperand): unknown =>
      verdict(
        [
          rule([
            set('m', { kind: 'formula', operator: 'divide', left: { kind: 'column', column: 'a' }, right }),
          ]),
        ],
        { a: 1, m: '1.00' },
      )['m'];
    expect(by({ kind: 'column', column: 'b' })).toEqual({ value: null });
    expect(by(value(0))).toEqual({ value: null });
  });

  it('give defaults to empty columns of new rows only', () => {
    const rules = [rule([{ kind: 'default', column: 'a', value: value(7) }])];
    expect(verdict(rules, {}, { isNew: true })).toEqual({ a: { value: 7 } });
    expect(verdict(rules, { a: 1 }, { isNew: true })).toEqual({});
    expect(verdict(rules, {})).toEqual({});
  });

  it('of values run again only when a column changed that the rule reads; states always hold', () => {
    const rules = [rule([decide(when('f', 'eq', true), [set('a', value(1)), lock('b')])])];
    const row = { f: true, a: 5 };
    expect(verdict(rules, row, { changed: new Set(['a']) })).toEqual({ b: { locked: true } });
    expect(verdict(rules, row, { changed: new Set(['f']) })).toEqual({
      a: { value: 1 },
      b: { locked: true },
    });
  });

  it('show errors and recommendations with what they offer', () => {
    const offer = { title: 'T', detail: 'D', actions: [lock('b')] };
    const steps: RuleStep[] = [
      { kind: 'error', column: 'a', message: 'No.' },
      { kind: 'recommend', column: 'b', ...offer },
      { kind: 'unsupported', what: 'x' },
    ];
    expect(verdict([rule(steps)], {})).toEqual({ a: { error: 'No.' }, b: { recommendation: offer } });
  });
});

describe('rules', () => {
  it('run where their scope says', () => {
    const rules = [
      rule([lock('a')], { id: '1', scope: { kind: 'forms' } }),
      rule([lock('b')], { id: '2', scope: { kind: 'form', formId: 'other' } }),
      rule([lock('t')], { id: '3' }),
      rule([lock('f')], { id: '4', active: false }),
      rule([lock('m')], { id: '5', table: 'account' }),
    ];
    expect(Object.keys(verdict(rules, {}))).toEqual(['t', 'a']);
    const { formId: _, ...server } = context;
    expect([...evaluateRules(rules, {}, server).columns.keys()]).toEqual(['t']);
  });

  it('of one form decide over those of all forms, whatever their order', () => {
    const rules = [
      rule([lock('a', false)], { id: '1', scope: { kind: 'form', formId: 'form' } }),
      rule([lock('a', true)], { id: '2', scope: { kind: 'forms' } }),
    ];
    expect(verdict(rules, {})['a']?.locked).toBe(false);
    expect(verdict([...rules].reverse(), {})['a']?.locked).toBe(false);
  });

  it('see what others set, also rules before them', () => {
    const rules = [
      rule([decide(when('b', 'eq', 1), [lock('t')])], { id: '1' }),
      rule([decide(when('a', 'eq', 1), [set('b', value(1))])], { id: '2' }),
    ];
    expect(verdict(rules, { a: 1 })).toEqual({ b: { value: 1 }, t: { locked: true } });
  });

  it('that undo each other are stopped', () => {
    const next: RuleOperand = {
      kind: 'formula',
      operator: 'add',
      left: { kind: 'column', column: 'a' },
      right: value(1),
    };
    const result = evaluateRules([rule([set('a', next)])], { a: 0 }, context);
    expect(result.settled).toBe(false);
    expect(result.columns.get('a')?.value).toBe(maxRounds);
  });
});

describe('any rules', () => {
  const number = fc.integer({ min: 0, max: 2 });
  const operand = fc.oneof(
    number.map(value),
    fc.constantFrom<RuleOperand>({ kind: 'column', column: 'a' }, { kind: 'column', column: 'b' }),
  );
  const compare = fc.record({
    kind: fc.constant('compare' as const),
    column: fc.constantFrom('a', 'b'),
    operator: fc.constantFrom<RuleOperator>('eq', 'ne', 'gt', 'le'),
    values: fc.array(operand, { minLength: 1, maxLength: 1 }),
  });
  const condition: fc.Arbitrary<RuleCondition> = fc.oneof(
    compare,
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      conditions: fc.array(compare, { minLength: 2, maxLength: 3 }),
    }),
  );
  const action: fc.Arbitrary<RuleStep> = fc.oneof(
    fc.record({ kind: fc.constant('set' as const), column: fc.constantFrom('a', 'b'), value: operand }),
    fc.record({
      kind: fc.constant('lock' as const),
      column: fc.constantFrom('a', 't'),
      locked: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('clear' as const), column: fc.constantFrom('a', 'b') }),
  );
  const steps = fc.letrec<{ step: RuleStep; list: RuleStep[] }>((tie) => ({
    step: fc.oneof(
      { depthSize: 'small' },
      action,
      fc
        .tuple(condition, tie('list'), fc.option(tie('list'), { nil: undefined }))
        .map(([test, then, otherwise]) => decide(test, then, otherwise)),
    ),
    list: fc.array(tie('step'), { minLength: 1, maxLength: 3 }),
  })).list;

  type State = Record<string, number | null>;

  /** A plain reading of the same rules as nested functions, on numbers alone. */
  function oracle(all: readonly BusinessRule[], row: State) {
    const state = { ...row };
    const wasSet = new Set<string>();
    const locks = new Map<string, boolean>();
    const read = (one: RuleOperand): number | null =>
      one.kind === 'column' ? (state[one.column] ?? null) : one.kind === 'value' ? Number(one.value) : null;
    const test = (one: RuleCondition): boolean => {
      if (one.kind === 'and') return one.conditions.every(test);
      if (one.kind === 'or') return one.conditions.some(test);
      if (one.kind !== 'compare') return false;
      const x = state[one.column] ?? null;
      const y = read(one.values[0] ?? value(0));
      if (one.operator === 'eq') return x === y;
      if (one.operator === 'ne') return x !== y;
      if (x === null || y === null) return false;
      return one.operator === 'gt' ? x > y : x <= y;
    };
    let touched = new Set<string>();
    const put = (name: string, to: number | null): void => {
      wasSet.add(name);
      if ((state[name] ?? null) !== to) touched.add(name);
      state[name] = to;
    };
    const run = (list: readonly RuleStep[], values: boolean): void => {
      for (const one of list)
        if (one.kind === 'set' && values) put(one.column, read(one.value));
        else if (one.kind === 'clear' && values) put(one.column, null);
        else if (one.kind === 'lock') locks.set(one.column, one.locked);
        else if (one.kind === 'decide') {
          const [first, second] = one.branches;
          if (first?.when !== undefined && test(first.when)) run(first.then, values);
          else if (second !== undefined) run(second.then, values);
        }
    };
    const text = all.map((one) => JSON.stringify(one.steps));
    // A rule reads a column when its name stands in a comparison or an operand, which both say `column` first or last.
    const reads = (at: number, name: string): boolean =>
      new RegExp(`"kind":"(compare|column)","column":"${name}"`).test(text[at] ?? '');
    let changed: string[] | undefined;
    for (let round = 0; round < maxRounds; round += 1) {
      locks.clear();
      touched = new Set();
      all.forEach((one, at) => {
        run(one.steps, changed === undefined || changed.some((name) => reads(at, name)));
      });
      changed = [...touched];
      if (changed.length === 0) break;
    }
    return { settled: changed?.length === 0, locks, state, wasSet };
  }

  it('say what a plain reading says', () => {
    fc.assert(
      fc.property(
        fc.array(steps, { minLength: 1, maxLength: 4 }),
        fc.option(number),
        fc.option(number),
        (lists, a, b) => {
          const all = lists.map((list, at) => rule(list, { id: String(at) }));
          const expected = oracle(all, { a, b });
          const actual = evaluateRules(all, { a, b }, context);
          expect(actual.settled).toBe(expected.settled);
          for (const name of ['a', 'b'])
            expect(actual.columns.get(name)?.value).toEqual(
              expected.wasSet.has(name) ? expected.state[name] : undefined,
            );
          for (const name of ['a', 't'])
            expect(actual.columns.get(name)?.locked).toEqual(expected.locks.get(name));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('say the same in whichever order they are given, and always come to an end', () => {
    fc.assert(
      fc.property(fc.array(steps, { minLength: 1, maxLength: 4 }), fc.option(number), (lists, a) => {
        const all = lists.map((list, at) => rule(list, { id: String(at) }));
        const one = evaluateRules(all, { a, b: 1 }, context);
        const other = evaluateRules([...all].reverse(), { a, b: 1 }, context);
        expect(other).toEqual(one);
      }),
    );
  });
});
