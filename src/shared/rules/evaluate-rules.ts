import type { Row, RowValue } from '../metadata/row.ts';
import { typeKey } from '../metadata/row.ts';
import type { Table } from '../metadata/table.ts';
import { isPolymorphic } from '../metadata/table.ts';
import type { ZoneTable } from '../query/ast.ts';
import type {
  BusinessRule,
  RuleAction,
  RuleCondition,
  RuleOperand,
  RuleRequired,
  RuleScope,
  RuleStep,
} from './business-rule.ts';
import { normalizeValue } from './normalize.ts';
import { compareColumn, dayText, operandValue, type ValueContext } from './rule-value.ts';

export interface RuleContext {
  readonly table: Pick<Table<unknown>, 'logicalName' | 'columns'>;
  readonly isNew: boolean;
  /** The form the person sees; absent: no form (server, import), where only rules of the table run. */
  readonly formId?: string;
  /** Columns that changed since the last evaluation, `all` when the row was opened. Decides which values are set. */
  readonly changed: 'all' | ReadonlySet<string>;
  /** The moment, as a canonical instant. */
  readonly now: string;
  readonly timeZone: ZoneTable;
}

export interface Recommendation<L> {
  readonly title: L;
  readonly detail: L;
  /** What the person may accept. */
  readonly actions: readonly RuleAction<L>[];
}

/** What rules say of a column; what they say nothing of is absent. */
export interface ColumnVerdict<L = string> {
  readonly visible?: boolean;
  readonly locked?: boolean;
  readonly required?: RuleRequired;
  /** The value to set; null empties the column. */
  readonly value?: RowValue;
  /** For polymorphic lookups: the table of `value`. */
  readonly valueTable?: string;
  readonly error?: L;
  readonly recommendation?: Recommendation<L>;
}

export interface RulesVerdict<L = string> {
  readonly columns: ReadonlyMap<string, ColumnVerdict<L>>;
  /** False when rules kept changing each other's columns and were stopped. */
  readonly settled: boolean;
}

/** Rounds after which rules that undo each other are stopped. */
export const maxRounds = 12;

const scopeRank: Readonly<Record<RuleScope['kind'], number>> = { table: 0, forms: 1, form: 2 };

function applies(rule: BusinessRule<unknown>, context: RuleContext): boolean {
  if (!rule.active || rule.table !== context.table.logicalName) return false;
  if (rule.scope.kind === 'table') return true;
  return (
    context.formId !== undefined && (rule.scope.kind === 'forms' || rule.scope.formId === context.formId)
  );
}

function operandColumns(operand: RuleOperand): string[] {
  if (operand.kind === 'column') return [operand.column];
  return operand.kind === 'formula'
    ? [...operandColumns(operand.left), ...operandColumns(operand.right)]
    : [];
}

function conditionColumns(condition: RuleCondition): string[] {
  if (condition.kind === 'compare')
    return [condition.column, ...condition.values.flatMap((one) => operandColumns(one))];
  return condition.kind === 'unsupported' ? [] : condition.conditions.flatMap(conditionColumns);
}

/** Columns that a rule reads: a change of one of them runs its values again. */
export function readColumns(steps: readonly RuleStep<unknown>[]): ReadonlySet<string> {
  return new Set(
    steps.flatMap((step): string[] => {
      if (step.kind === 'decide')
        return step.branches.flatMap(({ when, then }) => [
          ...(when === undefined ? [] : conditionColumns(when)),
          ...readColumns(then),
        ]);
      return step.kind === 'set' || step.kind === 'default' ? operandColumns(step.value) : [];
    }),
  );
}

class Evaluation<L> {
  readonly #context: RuleContext;
  readonly #columns: ReadonlyMap<string, Table<unknown>['columns'][number]>;
  readonly #values = new Map<string, { value: RowValue; table?: string }>();
  readonly #row: Record<string, RowValue>;
  #verdicts = new Map<string, ColumnVerdict<L>>();
  #changes = new Set<string>();

  constructor(row: Row, context: RuleContext) {
    this.#context = context;
    this.#columns = new Map(context.table.columns.map((column) => [column.logicalName, column]));
    this.#row = Object.assign(Object.create(null) as Record<string, RowValue>, row);
  }

  get #valueContext(): ValueContext {
    const { now, timeZone } = this.#context;
    return { row: this.#row, column: (name) => this.#columns.get(name), now, timeZone };
  }

  /** True, false, or undefined when it cannot be known. */
  #test(condition: RuleCondition): boolean | undefined {
    if (condition.kind === 'unsupported') return undefined;
    if (condition.kind === 'compare') {
      const context = this.#valueContext;
      const values: RowValue[] = [];
      for (const operand of condition.values) {
        const value = operandValue(operand, context);
        if (value === undefined) return undefined;
        values.push(value);
      }
      return compareColumn(condition.column, condition.operator, values, context);
    }
    const decisive = condition.kind === 'or';
    const results = condition.conditions.map((one) => this.#test(one));
    if (results.includes(decisive)) return decisive;
    return results.includes(undefined) ? undefined : !decisive;
  }

  #say(column: string, part: ColumnVerdict<L>): void {
    this.#verdicts.set(column, { ...this.#verdicts.get(column), ...part });
  }

  #set(name: string, raw: RowValue, table: string | undefined): void {
    const column = this.#columns.get(name);
    if (column === undefined) return;
    const dayOnly = column.type === 'datetime' && column.behavior === 'dateonly' && typeof raw === 'string';
    const whole = column.type === 'integer' && typeof raw === 'string' ? Math.round(Number(raw)) : raw;
    const given = dayOnly ? dayText(raw, this.#valueContext) : whole;
    if (given === undefined) return;
    const normal = normalizeValue(column, given);
    if (!normal.ok) return;
    const target = isPolymorphic(column) && normal.value !== null ? table : undefined;
    const before = this.#row[name] ?? null;
    this.#values.set(name, { value: normal.value, ...(target === undefined ? {} : { table: target }) });
    if (JSON.stringify(before) === JSON.stringify(normal.value)) return;
    this.#row[name] = normal.value;
    if (target !== undefined) this.#row[typeKey(name)] = target;
    this.#changes.add(name);
  }

  #assign(name: string, operand: RuleOperand): void {
    const value = operandValue(operand, this.#valueContext);
    if (value === undefined) return;
    this.#set(name, value, operand.kind === 'value' ? operand.table : undefined);
  }

  #act(action: RuleAction<L>, isTriggered: boolean): void {
    switch (action.kind) {
      case 'set':
        if (isTriggered) this.#assign(action.column, action.value);
        return;
      case 'default':
        if (isTriggered && this.#context.isNew && (this.#row[action.column] ?? null) === null)
          this.#assign(action.column, action.value);
        return;
      case 'clear':
        if (isTriggered) this.#set(action.column, null, undefined);
        return;
      case 'show':
        this.#say(action.column, { visible: action.visible });
        return;
      case 'lock':
        this.#say(action.column, { locked: action.locked });
        return;
      case 'require':
        this.#say(action.column, { required: action.level });
        return;
      case 'error':
        this.#say(action.column, { error: action.message });
        return;
      case 'recommend': {
        const { title, detail, actions } = action;
        this.#say(action.column, { recommendation: { title, detail, actions } });
        return;
      }
      case 'unsupported':
    }
  }

  #run(steps: readonly RuleStep<L>[], isTriggered: boolean): void {
    for (const step of steps) {
      if (step.kind !== 'decide') {
        this.#act(step, isTriggered);
        continue;
      }
      for (const branch of step.branches) {
        const result = branch.when === undefined ? true : this.#test(branch.when);
        if (result) this.#run(branch.then, isTriggered);
        // What follows an unknown condition would run in its place: nothing does.
        if (result !== false) break;
      }
    }
  }

  /** Runs all rules once; returns the columns whose value changed. */
  round(rules: readonly BusinessRule<L>[], changed: 'all' | ReadonlySet<string>): ReadonlySet<string> {
    this.#verdicts = new Map();
    this.#changes = new Set();
    for (const rule of rules) {
      const isTriggered = changed === 'all' || [...readColumns(rule.steps)].some((name) => changed.has(name));
      this.#run(rule.steps, isTriggered);
    }
    return this.#changes;
  }

  columns(): ReadonlyMap<string, ColumnVerdict<L>> {
    for (const [column, { value, table }] of this.#values)
      this.#say(column, { value, ...(table === undefined ? {} : { valueTable: table }) });
    return this.#verdicts;
  }
}

/** Rules in the order in which they run: those of the table, of all forms, of one form; then by id. The last one wins. */
export function orderRules<L>(rules: readonly BusinessRule<L>[]): readonly BusinessRule<L>[] {
  return [...rules].sort(
    (a, b) => scopeRank[a.scope.kind] - scopeRank[b.scope.kind] || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

/**
 * What the business rules say of a row's columns. States (visible, locked, required, errors) follow from the row
 * alone: a state ends with its condition. Values are set only by rules that read a changed column, so that a person
 * can change what a rule has set. A value that a rule sets counts as a change, in rounds until nothing changes any
 * more or {@link maxRounds} are over.
 *
 * ```text
 * changed ──► round: every rule, in order ──► values changed? ──no──► verdict
 *                ▲                                  │yes
 *                └──────── those columns ◄──────────┘
 * ```
 */
export function evaluateRules<L>(
  rules: readonly BusinessRule<L>[],
  row: Row,
  context: RuleContext,
): RulesVerdict<L> {
  const ordered = orderRules(rules.filter((rule) => applies(rule, context)));
  const evaluation = new Evaluation<L>(row, context);
  let changed = evaluation.round(ordered, context.changed);
  for (let rounds = 1; changed.size > 0; rounds += 1) {
    if (rounds >= maxRounds) return { columns: evaluation.columns(), settled: false };
    changed = evaluation.round(ordered, changed);
  }
  return { columns: evaluation.columns(), settled: true };
}
