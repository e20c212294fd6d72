import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { RuleCondition, RuleOperand, RuleOperator } from '../../../src/shared/rules/business-rule.ts';
import { readExpression } from './xaml-value.ts';
import {
  activitiesOf,
  activityName,
  readTokens,
  textOfValue,
  valueOf,
  variableOf,
  xamlAttribute,
  type XamlCoverage,
} from './xaml.ts';

const operators: Readonly<Record<string, RuleOperator>> = {
  Equal: 'eq',
  In: 'eq',
  NotEqual: 'ne',
  NotIn: 'ne',
  Null: 'null',
  NotNull: 'notnull',
  GreaterThan: 'gt',
  GreaterEqual: 'ge',
  LessThan: 'lt',
  LessEqual: 'le',
  Contains: 'contains',
  DoesNotContain: 'notcontains',
  BeginsWith: 'begins',
  DoesNotBeginWith: 'notbegins',
  EndsWith: 'ends',
  DoesNotEndWith: 'notends',
  On: 'on',
  NotOn: 'noton',
  OnOrAfter: 'onorafter',
  OnOrBefore: 'onorbefore',
};

const primaryEntity = /^\[InputEntities\("primaryEntity"\)\]$/;

/** Values and conditions by the variable that holds them while a document runs. */
export class XamlScope {
  readonly #operands = new Map<string, RuleOperand>();
  readonly #conditions = new Map<string, RuleCondition>();

  operand(name: string | undefined): RuleOperand | undefined {
    return name === undefined ? undefined : this.#operands.get(name);
  }

  condition(name: string | undefined): RuleCondition | undefined {
    return name === undefined ? undefined : this.#conditions.get(name);
  }

  setOperand(name: string | undefined, value: RuleOperand): void {
    if (name !== undefined) this.#operands.set(name, value);
  }

  setCondition(name: string | undefined, value: RuleCondition): void {
    if (name !== undefined) this.#conditions.set(name, value);
  }
}

function readGet(element: XmlElement, scope: XamlScope, coverage: XamlCoverage): void {
  const column = xamlAttribute(element, 'Attribute')?.toLowerCase() ?? '';
  const result = variableOf(xamlAttribute(element, 'Value'));
  if (column === '' || !primaryEntity.test(xamlAttribute(element, 'Entity') ?? '')) {
    const what = `the column ${column} of a related row`;
    coverage.miss(element, `reads ${what}`);
    scope.setOperand(result, { kind: 'unsupported', what });
    return;
  }
  coverage.use(element);
  scope.setOperand(result, { kind: 'column', column });
}

function readEvaluation(element: XmlElement, scope: XamlScope, coverage: XamlCoverage): void {
  const operator = textOfValue(element, 'ExpressionOperator') ?? '';
  const tokens = readTokens(textOfValue(element, 'Parameters')) ?? [];
  const value = readExpression(operator, tokens, (name) => scope.operand(name));
  if (value.kind === 'unsupported') coverage.miss(element, `makes ${value.what}`);
  else coverage.use(element);
  scope.setOperand(variableOf(textOfValue(element, 'Result')), value);
}

function compare(element: XmlElement, scope: XamlScope): RuleCondition {
  const name = textOfValue(element, 'ConditionOperator') ?? '';
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  const operand = scope.operand(variableOf(textOfValue(element, 'Operand')));
  const values = (readTokens(textOfValue(element, 'Parameters')) ?? []).map(
    (token): RuleOperand =>
      ('name' in token ? scope.operand(token.name) : undefined) ?? { kind: 'unsupported', what: 'a value' },
  );
  const broken = [operand, ...values].find((one) => one?.kind === 'unsupported');
  if (broken?.kind === 'unsupported') return { kind: 'unsupported', what: broken.what };
  if (operator === undefined) return { kind: 'unsupported', what: `the operator ${name}` };
  if (operand?.kind !== 'column') return { kind: 'unsupported', what: 'a comparison without a column' };
  if ((operator === 'null' || operator === 'notnull') !== (values.length === 0))
    return { kind: 'unsupported', what: `the operator ${name} with ${values.length} values` };
  return { kind: 'compare', column: operand.column, operator, values };
}

function combine(element: XmlElement, scope: XamlScope): RuleCondition {
  const name = textOfValue(element, 'LogicalOperator') ?? '';
  const sides = ['LeftOperand', 'RightOperand'].map(
    (side): RuleCondition =>
      scope.condition(variableOf(textOfValue(element, side))) ?? { kind: 'unsupported', what: 'a condition' },
  );
  const kind = name.toLowerCase();
  if (kind !== 'and' && kind !== 'or') return { kind: 'unsupported', what: `the operator ${name}` };
  // The designer nests one pair in the next; a chain of one kind reads better flat, and means the same.
  return { kind, conditions: sides.flatMap((one) => (one.kind === kind ? one.conditions : one)) };
}

function readCondition(
  element: XmlElement,
  scope: XamlScope,
  coverage: XamlCoverage,
  read: (element: XmlElement, scope: XamlScope) => RuleCondition,
): void {
  const condition = read(element, scope);
  if (condition.kind === 'unsupported') coverage.miss(element, `compares ${condition.what}`);
  else coverage.use(element);
  scope.setCondition(variableOf(textOfValue(element, 'Result')), condition);
}

/** Follows an activity that only makes a value or a condition; false when it is none of these. */
export function readPreparation(element: XmlElement, scope: XamlScope, coverage: XamlCoverage): boolean {
  switch (activityName(element)) {
    case 'GetEntityProperty':
      readGet(element, scope, coverage);
      return true;
    case 'EvaluateExpression':
      readEvaluation(element, scope, coverage);
      return true;
    case 'EvaluateCondition':
      readCondition(element, scope, coverage, compare);
      return true;
    case 'EvaluateLogicalCondition':
      readCondition(element, scope, coverage, combine);
      return true;
    case 'ConvertCrmXrmTypes': {
      const value = scope.operand(variableOf(textOfValue(element, 'Value')));
      if (value === undefined) coverage.miss(element, 'converts an unknown value');
      else coverage.use(element);
      scope.setOperand(
        variableOf(textOfValue(element, 'Result')),
        value ?? { kind: 'unsupported', what: 'a converted value' },
      );
      return true;
    }
    default:
      return false;
  }
}

export interface XamlBranch {
  readonly label: string;
  readonly when?: RuleCondition;
  /** What the branch does, as elements. */
  readonly then: readonly XmlElement[];
}

function readBranch(element: XmlElement, scope: XamlScope, coverage: XamlCoverage): XamlBranch | undefined {
  const label = textOfValue(element, 'Description') ?? '';
  const then = valueOf(element, 'Then');
  const stated = textOfValue(element, 'Condition');
  const variable = variableOf(stated);
  const isElse = stated === 'True' || variable === 'True';
  const found = scope.condition(variable);
  if (stated === undefined && (then === undefined || activityName(then) === 'Null')) {
    coverage.miss(element, 'has neither a condition nor a consequence');
    return undefined;
  }
  const otherwise = valueOf(element, 'Else');
  if (otherwise !== undefined && activityName(otherwise) !== 'Null')
    coverage.miss(otherwise, 'stands in an Else property');
  if (isElse || found !== undefined) coverage.use(element);
  else coverage.miss(element, 'has a condition that is not known');
  const isComposite = then !== undefined && activityName(then) === 'Composite';
  if (isComposite) coverage.use(then);
  return {
    label,
    ...(isElse ? {} : { when: found ?? { kind: 'unsupported', what: 'a condition' } }),
    then: isComposite ? activitiesOf(then) : [],
  };
}

/** Reads a `ConditionSequence`: its branches in their order, the "else" without a condition. */
export function readDecision(
  element: XmlElement,
  scope: XamlScope,
  coverage: XamlCoverage,
): readonly XamlBranch[] {
  coverage.use(element);
  const branches: XamlBranch[] = [];
  for (const activity of activitiesOf(element)) {
    if (readPreparation(activity, scope, coverage)) continue;
    if (activityName(activity) !== 'ConditionBranch') continue;
    const branch = readBranch(activity, scope, coverage);
    if (branch !== undefined) branches.push(branch);
  }
  return branches;
}
