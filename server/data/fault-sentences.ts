import type { Fault } from '../../src/shared/rules/validate.ts';

/** What is wrong with a value, as a sentence for whoever calls the Web API; devices have words of their own. */
export function faultSentence(table: string, { column, code, limit }: Fault): string {
  const name = `column '${column}' of table '${table}'`;
  const place = `C${name.slice(1)}`;
  switch (code) {
    case 'unknown-column':
      return `Table '${table}' has no column '${column}'.`;
    case 'not-writable':
      return `${place} cannot be written.`;
    case 'wrong-type':
      return `The value of ${name} is not of the column's type.`;
    case 'bad-text':
      return `The text of ${name} holds U+0000 or half of a surrogate pair, which cannot be stored.`;
    case 'too-long':
      return `${place} holds at most ${limit} characters.`;
    case 'too-small':
      return limit === undefined ? `The value is too small for ${name}.` : `${place} must be at least ${limit}.`;
    case 'too-large':
      return limit === undefined ? `The value is too large for ${name}.` : `${place} must be at most ${limit}.`;
    case 'not-an-option':
      return `The value of ${name} is not one of its choices.`;
    case 'bad-date':
      return `The value of ${name} is not a date, or lies outside of the years it can hold.`;
    case 'bad-target':
      return `${place} cannot refer to a row of that table.`;
    case 'status-mismatch':
      return `The status reason in ${name} does not belong to the status.`;
    case 'required':
      return `${place} must have a value.`;
  }
}
