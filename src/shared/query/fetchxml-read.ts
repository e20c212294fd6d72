import { AppError } from '../base/app-error.ts';
import { attr, child, children, readFlag } from '../base/xml.ts';
import type { XmlElement } from '../base/xml.ts';
import type {
  Condition,
  Filter,
  GroupFilter,
  Link,
  LinkFilter,
  LinkType,
  Order,
  Query,
  SelectColumn,
} from './ast.ts';
import { readOperator } from './operators.ts';

const linkTypes: ReadonlySet<string> = new Set([
  'inner',
  'outer',
  'exists',
  'in',
  'matchfirstrowusingcrossapply',
] satisfies LinkType[]);
const filterLinkTypes: ReadonlySet<string> = new Set([
  'any',
  'not any',
  'all',
  'not all',
] satisfies LinkFilter['type'][]);
const aggregates: ReadonlySet<string> = new Set(['count', 'countcolumn', 'sum', 'avg', 'min', 'max']);
const groupings: ReadonlySet<string> = new Set([
  'day',
  'week',
  'month',
  'quarter',
  'year',
  'fiscal-period',
  'fiscal-year',
]);

function refuse(message: string, details: Readonly<Record<string, unknown>> = {}): AppError {
  return new AppError('bad-query', { ...details, message });
}

function named(element: XmlElement, name: string): string {
  const value = attr(element, name)?.trim().toLowerCase();
  if (value !== undefined && value !== '') return value;
  throw refuse(`<${element.name}> needs the attribute ${name}.`);
}

function optional(element: XmlElement, name: string): string | undefined {
  const value = attr(element, name)?.trim();
  return value === undefined || value === '' ? undefined : value;
}

function oneOf<T extends string>(
  element: XmlElement,
  name: string,
  allowed: ReadonlySet<string>,
): T | undefined {
  const value = optional(element, name)?.toLowerCase();
  if (value === undefined || allowed.has(value)) return value as T | undefined;
  throw refuse(`${name} "${value}" of <${element.name}> is not known.`);
}

function wholeNumber(element: XmlElement, name: string, least: number): number | undefined {
  const text = optional(element, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= 2_147_483_647) return value;
  throw refuse(`${name} of <${element.name}> must be a whole number from ${least} on, not "${text}".`);
}

/** Leaves out what is undefined, so that equal queries are equal as JSON. */
function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
}

function readColumn(element: XmlElement): SelectColumn {
  const aggregate = oneOf<NonNullable<SelectColumn['aggregate']>>(element, 'aggregate', aggregates);
  const dateGrouping = oneOf<NonNullable<SelectColumn['dateGrouping']>>(element, 'dategrouping', groupings);
  return compact<SelectColumn>({
    column: named(element, 'name'),
    alias: optional(element, 'alias'),
    aggregate,
    distinct: readFlag(attr(element, 'distinct'), false) ? true : undefined,
    groupBy: readFlag(attr(element, 'groupby'), false) ? true : undefined,
    dateGrouping,
    userTimeZone: readFlag(attr(element, 'usertimezone'), true) ? undefined : false,
  });
}

function readColumns(element: XmlElement): readonly SelectColumn[] | 'all' {
  return child(element, 'all-attributes') === undefined
    ? children(element, 'attribute').map(readColumn)
    : 'all';
}

function readOrder(element: XmlElement): Order {
  const descending = readFlag(attr(element, 'descending'), false);
  const alias = optional(element, 'alias');
  if (alias !== undefined && optional(element, 'attribute') === undefined)
    return { column: alias, byAlias: true, descending };
  return compact<Order>({
    column: named(element, 'attribute'),
    link: optional(element, 'entityname'),
    descending,
  });
}

function readCondition(element: XmlElement): Condition {
  const spelt = optional(element, 'operator') ?? 'eq';
  const operator = readOperator(spelt);
  if (operator === undefined)
    throw refuse(`There is no operator "${spelt}".`, { operator: spelt, column: attr(element, 'attribute') });
  const link = optional(element, 'entityname');
  const given = attr(element, 'value');
  const list = children(element, 'value').map(({ text }) => text.trim());
  const values = list.length > 0 ? list : given === undefined ? [] : [given];
  const condition: Condition = { kind: 'condition', column: named(element, 'attribute'), operator, values };
  const other = optional(element, 'valueof')?.toLowerCase();
  if (other === undefined) return compact<Condition>({ ...condition, link });
  const dot = other.lastIndexOf('.');
  // The alias keeps its case, as it does where it is defined.
  const alias = dot < 0 ? undefined : (optional(element, 'valueof') ?? '').slice(0, dot);
  const compareTo = compact({ column: other.slice(dot + 1), link: alias });
  return compact<Condition>({ ...condition, link, values: [], compareTo });
}

/** Gives links without an alias the one that results name: table and number, counted over the whole query. */
class Reader {
  #links = 0;

  filter(element: XmlElement): GroupFilter {
    const kind = oneOf<'and' | 'or'>(element, 'type', new Set(['and', 'or'])) ?? 'and';
    const filters = element.children.flatMap((one): Filter[] => {
      if (one.name === 'condition') return [readCondition(one)];
      if (one.name === 'filter') return [this.filter(one)];
      return one.name === 'link-entity' ? [this.linkFilter(one)] : [];
    });
    const quickFind = readFlag(attr(element, 'isquickfindfields'), false) ? true : undefined;
    return compact<GroupFilter>({ kind, filters, quickFind });
  }

  /** Several filters side by side must all hold. */
  filters(element: XmlElement): Filter | undefined {
    const all = children(element, 'filter').map((one) => this.filter(one));
    return all.length <= 1 ? all[0] : { kind: 'and', filters: all };
  }

  /** Every link that starts here, in document order. */
  links(element: XmlElement): readonly Link[] {
    return children(element, 'link-entity').map((one) => this.link(one));
  }

  linkFilter(element: XmlElement): LinkFilter {
    const type = oneOf<LinkFilter['type']>(element, 'link-type', filterLinkTypes) ?? 'any';
    return compact<LinkFilter>({
      kind: 'link-filter',
      type,
      ...this.#joined(element),
      filter: this.filters(element),
      links: this.links(element),
    });
  }

  link(element: XmlElement): Link {
    const given = optional(element, 'link-type')?.toLowerCase();
    const type =
      given === 'natural' ? 'inner' : (oneOf<LinkType>(element, 'link-type', linkTypes) ?? 'inner');
    return compact<Link>({
      kind: 'link',
      ...this.#joined(element),
      type,
      columns: readColumns(element),
      filter: this.filters(element),
      links: this.links(element),
      orders: children(element, 'order').map(readOrder),
      intersect: readFlag(attr(element, 'intersect'), false) ? true : undefined,
    });
  }

  #joined(element: XmlElement): Pick<Link, 'table' | 'alias' | 'from' | 'to'> {
    const table = named(element, 'name');
    const from = optional(element, 'from')?.toLowerCase();
    const to = optional(element, 'to')?.toLowerCase();
    if (from === undefined && to === undefined)
      throw refuse(`<link-entity name="${table}"> needs the attributes from and to.`);
    const alias = optional(element, 'alias') ?? `${table}${(this.#links += 1)}`;
    // One column of a pair may be left out where both have the same name.
    return { table, alias, from: from ?? to ?? '', to: to ?? from ?? '' };
  }
}

/**
 * Reads `<fetch>` into a query. Attributes that are hints to another product's server are passed over; an operator,
 * link type, aggregate or grouping that is not known is a `bad-query` that names it.
 */
export function readFetchXml(fetch: XmlElement): Query {
  if (fetch.name !== 'fetch') throw refuse(`A query begins with <fetch>, not <${fetch.name}>.`);
  const [entity, another] = children(fetch, 'entity');
  if (entity === undefined) throw refuse('<fetch> holds no <entity>.');
  if (another !== undefined) throw refuse('<fetch> holds more than one <entity>.');
  const reader = new Reader();
  const size = wholeNumber(fetch, 'count', 1);
  const number = wholeNumber(fetch, 'page', 1);
  return compact<Query>({
    kind: 'query',
    table: named(entity, 'name'),
    columns: readColumns(entity),
    filter: reader.filters(entity),
    links: reader.links(entity),
    orders: children(entity, 'order').map(readOrder),
    distinct: readFlag(attr(fetch, 'distinct'), false) ? true : undefined,
    aggregate: readFlag(attr(fetch, 'aggregate'), false) ? true : undefined,
    top: wholeNumber(fetch, 'top', 0),
    page:
      size === undefined && number === undefined ? undefined : { size: size ?? 5000, number: number ?? 1 },
    count: readFlag(attr(fetch, 'returntotalrecordcount'), false) ? true : undefined,
    rawOrder: readFlag(attr(fetch, 'useraworderby'), false) ? true : undefined,
  });
}
