import { readTime, printDay, printInstant } from '../../../src/shared/base/dates.ts';
import { readDecimal } from '../../../src/shared/base/decimal.ts';
import { readGuid } from '../../../src/shared/base/guid.ts';
import type { RowValue } from '../../../src/shared/metadata/row.ts';
import type { FormulaOperator, RuleOperand } from '../../../src/shared/rules/business-rule.ts';
import type { Token } from './xaml.ts';

const unsupported = (what: string): RuleOperand => ({ kind: 'unsupported', what });

function readFlag(text: string): RowValue | undefined {
  const lower = text.toLowerCase();
  if (lower === '1' || lower === 'true') return true;
  return lower === '0' || lower === 'false' ? false : undefined;
}

function readWhole(text: string): RowValue | undefined {
  return /^[+-]?\d{1,15}$/.test(text.trim()) ? Number(text) : undefined;
}

function readNumber(text: string): RowValue | undefined {
  return readDecimal(text) === undefined ? undefined : text.trim();
}

function readDate(text: string): RowValue | undefined {
  const time = readTime(text);
  if (time === undefined) return undefined;
  return time.kind === 'day' ? printDay(time.milliseconds) : printInstant(time.milliseconds);
}

/** Readers by the name of Microsoft.Xrm.Sdk.Workflow.WorkflowPropertyType. */
const readers: Readonly<Record<string, (text: string) => RowValue | undefined>> = {
  Boolean: readFlag,
  OptionSetValue: readWhole,
  Integer: readWhole,
  BigInt: readNumber,
  Decimal: readNumber,
  Double: readNumber,
  Money: readNumber,
  String: (text) => text,
  DateTime: readDate,
  Guid: readGuid,
};

/** A constant as `CreateCrmType` makes it: the type, the text of the value, and for lookups table, label and id. */
export function readConstant(
  tokens: readonly Token[],
  variable: (name: string) => RuleOperand | undefined,
): RuleOperand {
  const [first, second, , fourth] = tokens;
  const type =
    first !== undefined && 'name' in first ? first.name.slice(first.name.lastIndexOf('.') + 1) : '';
  if (type === 'EntityReference' || type === 'Lookup') {
    const id = fourth !== undefined && 'name' in fourth ? variable(fourth.name) : undefined;
    if (second === undefined || !('text' in second) || id?.kind !== 'value')
      return unsupported('a lookup value');
    return { kind: 'value', value: id.value, table: second.text.toLowerCase() };
  }
  const read = Object.hasOwn(readers, type) ? readers[type] : undefined;
  if (read === undefined || second === undefined || !('text' in second))
    return unsupported(`a value of type ${type === '' ? 'unknown' : type}`);
  if (second.text === '') return { kind: 'value', value: null };
  const value = read(second.text);
  return value === undefined ? unsupported(`the ${type} value ${second.text}`) : { kind: 'value', value };
}

const formulas: Readonly<Record<string, FormulaOperator>> = {
  Add: 'add',
  Subtract: 'subtract',
  Multiply: 'multiply',
  Divide: 'divide',
};

/** What `EvaluateExpression` makes of its parameters. */
export function readExpression(
  operator: string,
  tokens: readonly Token[],
  variable: (name: string) => RuleOperand | undefined,
): RuleOperand {
  if (operator === 'CreateCrmType') return readConstant(tokens, variable);
  if (operator === 'RetrieveCurrentTime') return { kind: 'now' };
  const operands = tokens.map((token) => ('name' in token ? variable(token.name) : undefined));
  const [left, right] = operands;
  if (operator === 'SelectFirstNonNull' && operands.length === 1 && left !== undefined) return left;
  const formula = Object.hasOwn(formulas, operator) ? formulas[operator] : undefined;
  if (formula === undefined || left === undefined || right === undefined || operands.length !== 2)
    return unsupported(`the expression ${operator === '' ? 'without an operator' : operator}`);
  const broken = [left, right].find((one) => one.kind === 'unsupported');
  return broken ?? { kind: 'formula', operator: formula, left, right };
}
