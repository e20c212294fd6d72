import { AppError } from '../base/app-error.ts';
import type { Table } from '../metadata/table.ts';
import { isLookup } from '../metadata/table.ts';
import type { Condition, Filter } from './ast.ts';
import { findColumn, tableOf } from './metadata.ts';
import { navigationOf, relatedFilter } from './odata-navigation.ts';
import type { ODataMetadata } from './odata-navigation.ts';
import { TokenStream, readTokens } from './odata-tokens.ts';
import { readOperator } from './operators.ts';

/** Names of query functions that are not our operators' names in another spelling. */
const functionNames: Readonly<Record<string, string>> = {
  AboveOrEqual: 'eq-or-above',
  UnderOrEqual: 'eq-or-under',
  DoesNotBeginWith: 'not-begin-with',
  DoesNotEndWith: 'not-end-with',
  DoesNotContainValues: 'not-contain-values',
  EqualBusinessId: 'eq-businessid',
  EqualUserId: 'eq-userid',
  EqualUserLanguage: 'eq-userlanguage',
  EqualUserTeams: 'eq-userteams',
  EqualUserOrUserTeams: 'eq-useroruserteams',
  EqualUserOrUserHierarchy: 'eq-useroruserhierarchy',
  EqualUserOrUserHierarchyAndTeams: 'eq-useroruserhierarchyandteams',
  NotEqualBusinessId: 'ne-businessid',
  NotEqualUserId: 'ne-userid',
  Last7Days: 'last-seven-days',
  Next7Days: 'next-seven-days',
};

const prefix = 'Microsoft.Dynamics.CRM.';
const flipped: Readonly<Record<string, string>> = {
  eq: 'eq',
  ne: 'ne',
  gt: 'lt',
  ge: 'le',
  lt: 'gt',
  le: 'ge',
};

function operatorOfFunction(name: string): string {
  const short = name.slice(prefix.length);
  // LastXDays → last-x-days, OlderThanXHours → olderthan-x-hours
  const kebab = short
    .replace('OlderThan', 'Olderthan')
    .replace(/(?<!^)([A-Z])/g, '-$1')
    .toLowerCase();
  const operator = readOperator(functionNames[short] ?? kebab);
  if (operator !== undefined) return operator;
  throw new AppError('bad-query', { message: `$filter: there is no function ${name}.` });
}

/** One side of a comparison. */
type Operand =
  | { readonly kind: 'column'; readonly path: readonly string[]; readonly column: string }
  | { readonly kind: 'literal'; readonly text: string | null };

interface Place {
  readonly table: Table<unknown>;
  /** Name of the variable of an enclosing lambda. */
  readonly variable?: string;
}

const deepest = 100;

const likeLiteral = (text: string): string => `%${text.replace(/[%_[]/g, '[$&]')}%`;

/** Logical name of a column as OData spells it: `_customerid_value` is the id in customerid. */
export function columnName(table: Table<unknown>, spelt: string): string {
  const lookup = /^_(.+)_value$/.exec(spelt)?.[1];
  const column = findColumn(table, lookup ?? spelt);
  if (column !== undefined && (lookup === undefined || isLookup(column))) return column.logicalName;
  throw new AppError('no-column', {
    table: table.logicalName,
    column: spelt,
    message: `There is no column ${spelt} in the table ${table.logicalName}.`,
  });
}

class FilterReader {
  readonly #tokens: TokenStream;
  readonly #metadata: ODataMetadata;
  readonly #parameters: Readonly<Record<string, string>>;
  #links = 0;
  #depth = 0;

  constructor(source: string, metadata: ODataMetadata, parameters: Readonly<Record<string, string>>) {
    this.#tokens = new TokenStream(readTokens(source));
    this.#metadata = metadata;
    this.#parameters = parameters;
  }

  whole(place: Place): Filter {
    const filter = this.#or(place);
    if (this.#tokens.peek().kind !== 'end') throw this.#tokens.refuse('"and" or "or" is missing');
    return filter;
  }

  #series(place: Place, kind: 'and' | 'or', read: (place: Place) => Filter): Filter {
    const filters = [read(place)];
    while (this.#tokens.take(kind)) filters.push(read(place));
    const [only] = filters;
    return only !== undefined && filters.length === 1 ? only : { kind, filters };
  }

  #or(place: Place): Filter {
    return this.#series(place, 'or', (one) => this.#series(one, 'and', (two) => this.#unary(two)));
  }

  /** One level deeper; more levels than any person writes would be more than the stack holds. */
  #unary(place: Place): Filter {
    this.#depth += 1;
    if (this.#depth > deepest) throw this.#tokens.refuse(`conditions are nested more than ${deepest} deep`);
    try {
      return this.#unaryInside(place);
    } finally {
      this.#depth -= 1;
    }
  }

  #unaryInside(place: Place): Filter {
    if (this.#tokens.take('not')) return { kind: 'not', filter: this.#unary(place) };
    if (this.#tokens.take('(')) {
      const inside = this.#or(place);
      this.#tokens.expect(')');
      return inside;
    }
    const { kind, text } = this.#tokens.peek();
    if (kind === 'name' && this.#tokens.peek(1).text === '(') {
      if (text.startsWith(prefix)) return this.#function(place);
      if (text === 'contains' || text === 'startswith' || text === 'endswith')
        return this.#textFunction(place);
      throw this.#tokens.refuse(`the function ${text} is not supported`);
    }
    return this.#comparison(place);
  }

  /** The condition on a column, or on a column of the row that navigation properties lead to. */
  #on(place: Place, path: readonly string[], make: (table: Table<unknown>) => Condition): Filter {
    const [first, ...rest] = path;
    if (first === undefined) return make(place.table);
    const navigation = navigationOf(this.#metadata, place.table, first);
    if (navigation.kind !== 'lookup')
      throw this.#tokens.refuse(`${first} holds many rows and needs any or all`);
    const inside = this.#on({ table: tableOf(this.#asQuery(), navigation.table) }, rest, make);
    return relatedFilter(this.#metadata, place.table, navigation, this.#alias(), inside);
  }

  #alias(): string {
    this.#links += 1;
    return `filter${this.#links}`;
  }

  #asQuery() {
    return { table: this.#metadata.table, label: () => '', hierarchyColumn: () => undefined };
  }

  #textFunction(place: Place): Filter {
    const name = this.#tokens.next().text;
    this.#tokens.expect('(');
    const column = this.#operand(place);
    this.#tokens.expect(',');
    const value = this.#operand(place);
    this.#tokens.expect(')');
    if (column.kind !== 'column' || value.kind !== 'literal' || value.text === null)
      throw this.#tokens.refuse(`${name} needs a column and a text`);
    const { text } = value;
    const operator = name === 'contains' ? 'like' : name === 'startswith' ? 'begins-with' : 'ends-with';
    const values = [name === 'contains' ? likeLiteral(text) : text];
    return this.#on(place, column.path, (table) => ({
      kind: 'condition',
      column: columnName(table, column.column),
      operator,
      values,
    }));
  }

  #function(place: Place): Filter {
    const operator = operatorOfFunction(this.#tokens.next().text);
    this.#tokens.expect('(');
    let property: string | undefined;
    const values: string[] = [];
    while (!this.#tokens.take(')')) {
      const name = this.#tokens.next().text;
      this.#tokens.expect('=');
      if (name === 'PropertyName') property = this.#literal() ?? undefined;
      else if (this.#tokens.take('['))
        while (!this.#tokens.take(']')) {
          values.push(this.#literal() ?? '');
          this.#tokens.take(',');
        }
      else values.push(this.#literal() ?? '');
      this.#tokens.take(',');
    }
    if (property === undefined) throw this.#tokens.refuse('PropertyName is missing');
    return { kind: 'condition', column: columnName(place.table, property), operator, values };
  }

  #literal(): string | null {
    const token = this.#tokens.next();
    if (token.kind === 'text') return token.text;
    if (token.kind === 'value')
      return token.text === 'null' ? null : token.text.replace(/(?<=\d)[mMdDfFlL]$/, '');
    if (token.kind === 'name' && token.text.startsWith('@')) {
      const given = this.#parameters[token.text];
      if (given !== undefined) return new FilterReader(given, this.#metadata, {}).#literal();
    }
    throw this.#tokens.refuse(`a value is missing after "${token.text.slice(0, 40)}"`);
  }

  #operand(place: Place): Operand {
    const token = this.#tokens.peek();
    if (token.kind !== 'name' || token.text.startsWith('@'))
      return { kind: 'literal', text: this.#literal() };
    const path = [this.#tokens.next().text];
    while (this.#tokens.take('/')) path.push(this.#tokens.next().text);
    if (path[0] === place.variable && path.length > 1) path.shift();
    return { kind: 'column', path: path.slice(0, -1), column: path.at(-1) ?? '' };
  }

  /** `property/any(x:…)`: a related row passes; `all`: none fails. */
  #lambda(place: Place, path: readonly string[], word: string): Filter {
    const property = path.at(-1) ?? '';
    const navigation = navigationOf(this.#metadata, place.table, property);
    if (path.length !== 1) throw this.#tokens.refuse(`${word} stands on a property of the row itself`);
    this.#tokens.expect('(');
    let inside: Filter | undefined;
    if (!this.#tokens.take(')')) {
      const variable = this.#tokens.next().text;
      this.#tokens.expect(':');
      inside = this.#or({ table: tableOf(this.#asQuery(), navigation.table), variable });
      this.#tokens.expect(')');
    }
    if (word === 'any') return relatedFilter(this.#metadata, place.table, navigation, this.#alias(), inside);
    const failing: Filter | undefined = inside && { kind: 'not', filter: inside };
    const some = relatedFilter(this.#metadata, place.table, navigation, this.#alias(), failing);
    return { kind: 'not', filter: some };
  }

  #comparison(place: Place): Filter {
    const left = this.#operand(place);
    if (left.kind === 'column' && this.#tokens.peek().text === '(' && /^(any|all)$/.test(left.column))
      return this.#lambda(place, left.path, left.column);
    const spelt = this.#tokens.peek().text;
    if (!Object.hasOwn(flipped, spelt)) {
      // A boolean column alone.
      if (left.kind === 'column')
        return this.#on(place, left.path, (table) => ({
          kind: 'condition',
          column: columnName(table, left.column),
          operator: 'eq',
          values: ['true'],
        }));
      throw this.#tokens.refuse('an operator is missing');
    }
    this.#tokens.next();
    const right = this.#operand(place);
    if (left.kind === 'column' && right.kind === 'column') {
      if (left.path.length + right.path.length > 0)
        throw this.#tokens.refuse('columns of two tables cannot be compared');
      return {
        kind: 'condition',
        column: columnName(place.table, left.column),
        operator: spelt,
        values: [],
        compareTo: { column: columnName(place.table, right.column) },
      };
    }
    if (left.kind === 'literal' && right.kind === 'literal') throw this.#tokens.refuse('a column is missing');
    const column = left.kind === 'column' ? left : (right as Extract<Operand, { kind: 'column' }>);
    const value = left.kind === 'literal' ? left : (right as Extract<Operand, { kind: 'literal' }>);
    const operator = left.kind === 'column' ? spelt : (flipped[spelt] ?? spelt);
    if (value.text === null && operator !== 'eq' && operator !== 'ne')
      throw this.#tokens.refuse('null can only be compared by eq and ne');
    const { text } = value;
    return this.#on(place, column.path, (table) => ({
      kind: 'condition',
      column: columnName(table, column.column),
      operator: text !== null ? operator : operator === 'eq' ? 'null' : 'not-null',
      values: text === null ? [] : [text],
    }));
  }
}

/** Reads a `$filter`; `parameters` are the aliases (`@p1`) of the request. What cannot be read is a `bad-query`. */
export function readODataFilter(
  source: string,
  table: Table<unknown>,
  metadata: ODataMetadata,
  parameters: Readonly<Record<string, string>> = {},
): Filter {
  return new FilterReader(source, metadata, parameters).whole({ table });
}
