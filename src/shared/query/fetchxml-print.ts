import { AppError } from '../base/app-error.ts';
import { printXml } from '../base/xml.ts';
import type { XmlElement } from '../base/xml.ts';
import type { Condition, Filter, Link, LinkFilter, Order, Query, SelectColumn } from './ast.ts';
import { operatorOf, operators } from './operators.ts';

function element(
  name: string,
  attributes: Readonly<Record<string, string | number | boolean | undefined>>,
  children: readonly XmlElement[] = [],
  text = '',
): XmlElement {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)] as const],
  );
  return { name, attributes: Object.fromEntries(given), children, text };
}

function column(select: SelectColumn): XmlElement {
  return element('attribute', {
    name: select.column,
    alias: select.alias,
    aggregate: select.aggregate,
    distinct: select.distinct,
    groupby: select.groupBy,
    dategrouping: select.dateGrouping,
    usertimezone: select.userTimeZone,
  });
}

function columns(selected: readonly SelectColumn[] | 'all'): readonly XmlElement[] {
  return selected === 'all' ? [element('all-attributes', {})] : selected.map(column);
}

function order(one: Order): XmlElement {
  return element('order', {
    attribute: one.byAlias === true ? undefined : one.column,
    alias: one.byAlias === true ? one.column : undefined,
    entityname: one.link,
    descending: one.descending,
  });
}

function condition(one: Condition): XmlElement {
  const other = one.compareTo;
  const [only] = one.values;
  const list = one.values.length > 1 || operatorOf(one.operator)?.values === 'some';
  return element(
    'condition',
    {
      entityname: one.link,
      attribute: one.column,
      operator: one.operator,
      value: list ? undefined : only,
      valueof: other && (other.link === undefined ? other.column : `${other.link}.${other.column}`),
    },
    list ? one.values.map((value) => element('value', {}, [], value)) : [],
  );
}

const opposites: ReadonlyMap<string, string> = new Map(
  Object.keys(operators).flatMap((name) => {
    const opposite = operatorOf(name)?.opposite;
    return opposite === undefined ? [] : [[name, opposite] as const, [opposite, name] as const];
  }),
);

const oppositeLinks = { any: 'not any', 'not all': 'not any', 'not any': 'any' } as const;

/** FetchXML has no `not`: it is carried inwards to operators that have an opposite. */
function negated(filter: Filter): Filter {
  switch (filter.kind) {
    case 'not':
      return filter.filter;
    case 'and':
    case 'or':
      return {
        kind: filter.kind === 'and' ? 'or' : 'and',
        filters: filter.filters.map(negated),
      };
    case 'link-filter':
      if (filter.type !== 'all') return { ...filter, type: oppositeLinks[filter.type] };
      break;
    case 'condition': {
      const operator = opposites.get(filter.operator);
      if (operator !== undefined) return { ...filter, operator };
    }
  }
  throw new AppError('bad-query', { message: 'FetchXML has no way to say this "not".' });
}

function filterElement(filter: Filter): XmlElement {
  switch (filter.kind) {
    case 'condition':
      return condition(filter);
    case 'not':
      return filterElement(negated(filter.filter));
    case 'link-filter':
      return linkFilter(filter);
    default:
      return element(
        'filter',
        { type: filter.kind, isquickfindfields: filter.quickFind },
        filter.filters.map(filterElement),
      );
  }
}

function filters(filter: Filter | undefined): readonly XmlElement[] {
  if (filter === undefined) return [];
  const printed = filterElement(filter);
  return [printed.name === 'filter' ? printed : element('filter', { type: 'and' }, [printed])];
}

function linkFilter(link: LinkFilter): XmlElement {
  return element(
    'link-entity',
    { name: link.table, from: link.from, to: link.to, alias: link.alias, 'link-type': link.type },
    [...filters(link.filter), ...link.links.map(linkElement)],
  );
}

function linkElement(link: Link): XmlElement {
  return element(
    'link-entity',
    {
      name: link.table,
      from: link.from,
      to: link.to,
      alias: link.alias,
      'link-type': link.type,
      intersect: link.intersect,
    },
    [
      ...columns(link.columns),
      ...filters(link.filter),
      ...link.links.map(linkElement),
      ...link.orders.map(order),
    ],
  );
}

/** The query as FetchXML; reading it again gives an equal query. `bad-query` for a `not` that FetchXML cannot say. */
export function printFetchXml(query: Query): string {
  const entity = element('entity', { name: query.table }, [
    ...columns(query.columns),
    ...filters(query.filter),
    ...query.links.map(linkElement),
    ...query.orders.map(order),
  ]);
  return printXml(
    element(
      'fetch',
      {
        version: '1.0',
        mapping: 'logical',
        distinct: query.distinct,
        aggregate: query.aggregate,
        top: query.top,
        count: query.page?.size,
        page: query.page?.number,
        returntotalrecordcount: query.count,
        useraworderby: query.rawOrder,
      },
      [entity],
    ),
  );
}
