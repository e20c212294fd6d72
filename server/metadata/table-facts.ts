import type { Column, Labels, OneToMany, Ownership, Table } from '../../src/shared/metadata/table.ts';
import { withImplied } from './implied-columns.ts';

/** Facts of a column; the rest follows from its name. */
export type Brief = Partial<Column<Labels>> & Pick<Column<Labels>, 'type'>;

/** Text of at most so many characters. */
export const text = (maxLength = 200): Brief => ({ type: 'string', maxLength });
/** Long text. */
export const memo: Brief = { type: 'memo', maxLength: 1_048_576 };
/** Yes or no. */
export const flag = (defaultValue = false): Brief => ({
  type: 'boolean',
  defaultValue,
  options: [
    { value: 0, label: { '1033': 'No', '1031': 'Nein' } },
    { value: 1, label: { '1033': 'Yes', '1031': 'Ja' } },
  ],
});
/** A whole number. */
export const integer: Brief = { type: 'integer' };
/** Names a row of one of the tables. */
export const lookup = (...targets: readonly string[]): Brief => ({ type: 'lookup', targets });
/** One of the options, each a value and its English label. */
export const choice = (...options: readonly (readonly [number, string])[]): Brief => ({
  type: 'choice',
  options: options.map(([value, english]) => ({ value, label: { '1033': english } })),
});
/** A moment, shown in the person’s time. */
export const instant: Brief = { type: 'datetime', behavior: 'userlocal' };
/** A GUID that names no row. */
export const id: Brief = { type: 'uniqueidentifier' };

function titleCase(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** What {@link table} makes a table of. */
export interface TableFacts {
  readonly name: string;
  readonly schemaName: string;
  readonly label: readonly [string, string];
  readonly plural: readonly [string, string];
  readonly set: string;
  readonly ownership: Ownership;
  readonly primaryId?: string;
  readonly primaryName?: string;
  readonly objectTypeCode?: number;
  readonly columns: Readonly<Record<string, Brief>>;
}

function columnOf(logicalName: string, facts: Brief, primaryName: string | undefined): Column<Labels> {
  return {
    logicalName,
    schemaName: titleCase(logicalName),
    label: { '1033': titleCase(logicalName) },
    required: 'none',
    validForCreate: true,
    validForUpdate: true,
    validForRead: true,
    ...(logicalName === primaryName ? { primaryName: true } : {}),
    ...facts,
  };
}

/** A table with the columns that every one has. */
export function table(facts: TableFacts): Table<Labels> {
  const labels = (pair: readonly [string, string]): Labels => ({ '1033': pair[0], '1031': pair[1] });
  return withImplied(
    {
      logicalName: facts.name,
      schemaName: facts.schemaName,
      entitySetName: facts.set,
      label: labels(facts.label),
      pluralLabel: labels(facts.plural),
      ownership: facts.ownership,
      primaryId: facts.primaryId ?? `${facts.name}id`,
      ...(facts.primaryName === undefined ? {} : { primaryName: facts.primaryName }),
      ...(facts.objectTypeCode === undefined ? {} : { objectTypeCode: facts.objectTypeCode }),
      keys: [],
      columns: Object.entries(facts.columns).map(([name, brief]) => columnOf(name, brief, facts.primaryName)),
    },
    false,
  );
}

export interface IntersectFacts {
  readonly name: string;
  readonly primaryId: string;
  readonly set: string;
  readonly first: readonly [string, string];
  readonly second: readonly [string, string];
}

/** The table behind an N:N relationship; each pair of rows at most once. */
export function intersectTable(facts: IntersectFacts & { readonly schemaName?: string }): Table<Labels> {
  const name: Labels = { '1033': facts.schemaName ?? facts.name };
  return withImplied(
    {
      logicalName: facts.name,
      schemaName: facts.schemaName ?? titleCase(facts.name),
      entitySetName: facts.set,
      label: name,
      pluralLabel: name,
      ownership: 'none',
      primaryId: facts.primaryId,
      isIntersect: true,
      keys: [],
      columns: [facts.first[1], facts.second[1]].map((column) => columnOf(column, id, undefined)),
    },
    false,
  );
}

/** A relationship whose column and lookup property are called alike; a row that others refer to is not deleted. */
export function oneToMany(
  schemaName: string,
  referencing: string,
  column: string,
  referenced: string,
): OneToMany {
  return {
    kind: 'one-to-many',
    schemaName,
    referenced,
    referencing,
    column,
    lookupProperty: column,
    collectionProperty: schemaName,
    onDelete: 'restrict',
    onAssign: 'none',
    onShare: 'none',
  };
}
