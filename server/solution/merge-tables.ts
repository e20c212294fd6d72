import { AppError } from '../../src/shared/base/app-error.ts';
import type { MobileFlags } from '../../src/shared/metadata/mobile-use.ts';
import type { Column, Labels, Relationship, Table } from '../../src/shared/metadata/table.ts';
import { physicalColumns } from '../metadata/ddl.ts';
import { isSystemColumn, withImplied, withSystemTypes } from '../metadata/implied-columns.ts';
import type { MetaItems, TableItem } from '../metadata/meta-items.ts';
import { withSqlNames } from '../metadata/sql-names.ts';
import { intersectTable } from '../metadata/table-facts.ts';
import { difference, mergeColumn } from './merge-column.ts';
import type { ReportItem } from '../../src/shared/metadata/solution-report.ts';
import type { ManyToManySource, SolutionModel, TableSource } from './solution-model.ts';

export interface MergedTables {
  /** Every table the solution touches, by logical name, as it will be. */
  readonly tables: ReadonlyMap<string, TableItem>;
  readonly relationships: readonly Relationship[];
  readonly items: readonly ReportItem[];
}

/** Tables and columns of the platform have no prefix; nobody owns them, so a difference is no clash. */
function isStandardName(name: string): boolean {
  return /^(address\d_\w+|[a-z0-9]+)$/.test(name);
}

function clash(what: string, owner: string, publisher: string, why: string): AppError {
  return new AppError('solution-name-clash', {
    component: what,
    owner,
    publisher,
    message: `${what} of publisher ${publisher} clashes with the one of publisher ${owner}: ${why}`,
  });
}

class Merger {
  readonly items: ReportItem[] = [];
  readonly touched = new Map<string, TableItem>();
  readonly #stored: MetaItems;
  readonly #model: SolutionModel;
  readonly #publisher: string;

  constructor(stored: MetaItems, model: SolutionModel) {
    this.#stored = stored;
    this.#model = model;
    this.#publisher = model.manifest.publisher.uniqueName;
  }

  find(name: string): TableItem | undefined {
    return this.touched.get(name) ?? this.#stored.get('table', name);
  }

  #column(item: TableItem, before: Column<Labels>, after: Column<Labels>): Column<Labels> {
    const merged = mergeColumn(before, after);
    const name = `${item.table.logicalName}.${after.logicalName}`;
    if (merged !== undefined) {
      if (merged.kept !== undefined)
        this.items.push({ kind: 'column', name, status: 'gap', reason: merged.kept });
      return merged.column;
    }
    const owner = item.columnPublishers[after.logicalName] ?? item.publisher;
    const why = difference(before, after);
    if (!isStandardName(after.logicalName)) throw clash(`column ${name}`, owner, this.#publisher, why);
    this.items.push({ kind: 'column', name, status: 'gap', reason: `stays as it is: ${why}` });
    return before;
  }

  #extend(item: TableItem, source: TableSource): TableItem {
    const { table } = item;
    const incoming = source.table;
    const own = item.publisher === this.#publisher || isStandardName(table.logicalName);
    if (source.whole && !own && incoming.ownership !== table.ownership)
      throw clash(
        `table ${table.logicalName}`,
        item.publisher,
        this.#publisher,
        `it is owned by ${table.ownership} there and by ${incoming.ownership} here`,
      );
    const columns = new Map(table.columns.map((column) => [column.logicalName, column]));
    const publishers: Record<string, string> = { ...item.columnPublishers };
    for (const column of incoming.columns) {
      if (column.primaryId === true && column.logicalName !== table.primaryId)
        throw clash(
          `table ${table.logicalName}`,
          item.publisher,
          this.#publisher,
          `its primary key is ${table.primaryId} there and ${column.logicalName} here`,
        );
      const before = columns.get(column.logicalName);
      if (before === undefined && item.publisher !== this.#publisher)
        publishers[column.logicalName] = this.#publisher;
      columns.set(column.logicalName, before === undefined ? column : this.#column(item, before, column));
    }
    const keys = new Map([...table.keys, ...incoming.keys].map((key) => [key.name, key]));
    const described = source.labelled ? describe(incoming) : {};
    return {
      ...item,
      columnPublishers: publishers,
      table: {
        ...table,
        ...described,
        ...mergeMobile(item, incoming, item.publisher === this.#publisher),
        ...(table.primaryName === undefined && incoming.primaryName !== undefined
          ? { primaryName: incoming.primaryName }
          : {}),
        columns: [...columns.values()],
        keys: [...keys.values()],
      },
    };
  }

  #create(source: TableSource): TableItem {
    const { logicalName, columns } = source.table;
    const keys = columns.filter((column) => column.primaryId).map((column) => column.logicalName);
    if (new Set(keys).size > 1)
      throw new AppError('solution-bad-xml', {
        table: logicalName,
        message: `The table ${logicalName} has more than one primary key: ${keys.join(', ')}.`,
      });
    if (keys.some((key) => isSystemColumn(key) || key === 'statuscode'))
      throw new AppError('solution-bad-xml', {
        table: logicalName,
        message: `The table ${logicalName} cannot have ${keys.join(', ')} as its primary key: every table has a column of that name.`,
      });
    return { publisher: this.#publisher, columnPublishers: {}, table: source.table };
  }

  withSystemTypes(table: Table<Labels>): Table<Labels> {
    return withSystemTypes(table, (column, type) =>
      this.items.push({
        kind: 'column',
        name: `${table.logicalName}.${column.logicalName}`,
        status: 'gap',
        reason: `is ${type} in every table, not ${column.type}`,
      }),
    );
  }

  readTables(): void {
    for (const source of this.#model.tables) {
      const { logicalName } = source.table;
      const existing = this.find(logicalName);
      const hasColumns = source.table.columns.length > 0;
      if (existing !== undefined) this.touched.set(logicalName, this.#extend(existing, source));
      else if (source.whole) this.touched.set(logicalName, this.#create(source));
      else {
        this.items.push({
          kind: 'table',
          name: logicalName,
          status: 'gap',
          reason: hasColumns
            ? 'the table does not exist and the file gives it no primary key, so it is not made and its columns are left out; import the solution that brings it, then this one again'
            : 'the table does not exist',
        });
        continue;
      }
      this.items.push({ kind: 'table', name: logicalName, status: 'used' });
      for (const column of source.table.columns)
        this.items.push({ kind: 'column', name: `${logicalName}.${column.logicalName}`, status: 'used' });
    }
  }

  /** The table behind an N:N relationship, made when both its ends exist. */
  manyToMany(source: ManyToManySource): Relationship | undefined {
    const first = this.find(source.tableA)?.table;
    const second = this.find(source.tableB)?.table;
    if (first === undefined || second === undefined) return undefined;
    const same = first.primaryId === second.primaryId;
    const columnA = same ? `${first.primaryId}one` : first.primaryId;
    const columnB = same ? `${second.primaryId}two` : second.primaryId;
    if (this.find(source.intersect) === undefined) {
      const made = intersectTable({
        name: source.intersect,
        schemaName: source.intersectSchema,
        primaryId: `${source.intersect}id`,
        set: `${source.intersect}set`,
        first: [source.tableA, columnA],
        second: [source.tableB, columnB],
      });
      this.touched.set(source.intersect, {
        publisher: this.#publisher,
        columnPublishers: {},
        table: withSqlNames(made),
      });
    }
    const { intersectSchema: _schema, ...rest } = source;
    return { ...rest, columnA, columnB };
  }

  /** Lookups lead where any relationship, of this solution or an earlier one, says. */
  addTargets(relationships: readonly Relationship[]): void {
    for (const one of relationships) {
      if (one.kind !== 'one-to-many' || one.referenced === 'owner') continue;
      const item = this.find(one.referencing);
      const column = item?.table.columns.find((candidate) => candidate.logicalName === one.column);
      if (item === undefined || column === undefined || column.type !== 'lookup') continue;
      if (column.targets?.includes(one.referenced)) continue;
      const wider = { ...column, targets: [...(column.targets ?? []), one.referenced] };
      this.touched.set(one.referencing, {
        ...item,
        table: {
          ...item.table,
          columns: item.table.columns.map((other) => (other === column ? wider : other)),
        },
      });
    }
  }
}

function describe(table: Table<Labels>): Partial<Table<Labels>> {
  const { label, pluralLabel, description, color, icon, objectTypeCode, offlineFilter } = table;
  return {
    label,
    pluralLabel,
    ...(description === undefined ? {} : { description }),
    ...(color === undefined ? {} : { color }),
    ...(icon === undefined ? {} : { icon }),
    ...(objectTypeCode === undefined ? {} : { objectTypeCode }),
    ...(offlineFilter === undefined ? {} : { offlineFilter }),
  };
}

/**
 * The publisher of a table states its flags anew with each version. Others add to them: a flag of 0 says "not set", and
 * what is fixed stays so.
 */
function mergeMobile(
  { table }: TableItem,
  { mobile }: Table<Labels>,
  isOwn: boolean,
): { mobile?: MobileFlags } {
  if (mobile === undefined) return {};
  if (isOwn) return { mobile };
  const set = Object.entries(mobile).filter(([flag, value]) => value === true && flag !== 'fixed');
  const isFixed = table.mobile?.fixed?.some((flag) => set.some(([name]) => name === flag));
  return set.length === 0 || isFixed ? {} : { mobile: { ...table.mobile, ...Object.fromEntries(set) } };
}

/** Relationships of the columns that every table has, where the file leaves them out. */
function impliedRelationships(table: Table<Labels>, known: ReadonlySet<string>): Relationship[] {
  if (table.isIntersect) return [];
  const system = ['createdby', 'modifiedby', 'owninguser', 'owningteam', 'owningbusinessunit'];
  return table.columns.flatMap((column): Relationship[] => {
    const target = column.targets?.[0];
    if (!system.includes(column.logicalName) || target === undefined) return [];
    if (known.has(`${table.logicalName}.${column.logicalName}`)) return [];
    const schemaName = `lk_${table.logicalName}_${column.logicalName}`;
    return [
      {
        kind: 'one-to-many',
        schemaName,
        referenced: target,
        referencing: table.logicalName,
        column: column.logicalName,
        lookupProperty: column.logicalName,
        collectionProperty: schemaName,
        onDelete: 'none',
        onAssign: 'none',
        onShare: 'none',
      },
    ];
  });
}

function hasStatus(table: Table<Labels>): boolean {
  return !table.isIntersect && table.ownership !== 'none';
}

/** One address, one table: a second one of the same set name would take the first one's rows out of reach. */
function requireOwnSets(stored: MetaItems, touched: Merger['touched']): void {
  const owners = new Map(
    stored.all('table').map(({ body }) => [body.table.entitySetName, body.table.logicalName] as const),
  );
  for (const { table } of touched.values()) {
    const owner = owners.get(table.entitySetName) ?? table.logicalName;
    if (owner !== table.logicalName)
      throw new AppError('solution-name-clash', {
        message: `The table ${table.logicalName} wants the entity set name ${table.entitySetName}, which is that of the table ${owner}.`,
      });
    owners.set(table.entitySetName, table.logicalName);
  }
}

/** What PostgreSQL can hold in one table. */
const mostColumns = 1600;

/** Refuses what PostgreSQL would: too many columns, and two columns under one name. */
function requireStorable(touched: Merger['touched']): void {
  for (const { table } of touched.values()) {
    const names = physicalColumns(table);
    if (names.length > mostColumns)
      throw new AppError('solution-too-large', {
        table: table.logicalName,
        message: `The table ${table.logicalName} would have ${names.length} columns in the database; ${mostColumns} is the limit.`,
      });
    const seen = new Set<string>();
    const twice = names.find((name) => seen.size === seen.add(name).size);
    if (twice !== undefined)
      throw new AppError('solution-name-clash', {
        table: table.logicalName,
        message: `Two columns of the table ${table.logicalName} would both be called ${twice} in the database.`,
      });
  }
}

/**
 * What the tables will be once the solution is in: the stored definitions, widened by it. Pure; throws for a clash of
 * names between publishers, reports what has to be left out.
 */
export function mergeTables(stored: MetaItems, model: SolutionModel): MergedTables {
  const merger = new Merger(stored, model);
  merger.readTables();
  for (const [name, item] of merger.touched) {
    // Tables that were there before keep the shape they were given; a new one gets what every table has.
    const isNew = stored.get('table', name) === undefined;
    const typed = isNew ? merger.withSystemTypes(item.table) : item.table;
    const table = withSqlNames(withImplied(typed, isNew && hasStatus(item.table)));
    merger.touched.set(name, { ...item, table });
  }
  requireOwnSets(stored, merger.touched);
  const relationships: Relationship[] = [];
  for (const source of model.relationships) {
    const { schemaName: name } = source;
    if (source.kind === 'one-to-many') {
      if (source.referenced === 'owner') continue;
      relationships.push(source);
      continue;
    }
    const made = merger.manyToMany(source);
    if (made !== undefined) relationships.push(made);
    else
      merger.items.push({
        kind: 'relationship',
        name,
        status: 'gap',
        reason: `table ${merger.find(source.tableA) === undefined ? source.tableA : source.tableB} does not exist`,
      });
  }
  const all = [...stored.all('relationship').map((item) => item.body), ...relationships];
  merger.addTargets(all);
  requireStorable(merger.touched);
  const known = new Set(
    all.flatMap((one) => (one.kind === 'one-to-many' ? `${one.referencing}.${one.column}` : [])),
  );
  for (const { table } of merger.touched.values())
    for (const one of impliedRelationships(table, known)) relationships.push(one);
  return {
    tables: merger.touched,
    relationships: relationships.map((one) => withLookupProperty(one, merger)),
    items: merger.items,
  };
}

/** Without a stated navigation property the column names it; the target's name is added where there are several. */
function withLookupProperty(one: Relationship, merger: Merger): Relationship {
  if (one.kind !== 'one-to-many' || one.lookupProperty !== '') return one;
  const column = merger.find(one.referencing)?.table.columns.find((c) => c.logicalName === one.column);
  const several = (column?.targets?.length ?? 0) > 1;
  const name = column?.system || column === undefined ? one.column : column.schemaName;
  return { ...one, lookupProperty: several ? `${name}_${one.referenced}` : name };
}
