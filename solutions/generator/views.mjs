import { document, el, flag, idOf, label, localized } from './text.mjs';

const queryTypes = { public: 0, advancedfind: 1, associated: 2, quickfind: 4, lookup: 64 };
const listOperators = new Set(['in', 'not-in', 'between', 'not-between']);
const words = (text) => text.split(/\s+/).filter(Boolean);

/** The id of a view, from its English name; kinds without a name of their own go by kind. */
export const viewId = (table, name) => idOf('view', table, name);

function condition(text, table, links) {
  const match = /^(?:(\w+)\.)?(\w+) ([\w-]+)(?: (.+))?$/.exec(text.trim());
  if (match === null) throw new Error(`${table.logical}: cannot read the condition "${text}"`);
  const [, alias, column, operator, value] = match;
  (alias === undefined ? table : links.get(alias)).column(column);
  const head = { entityname: alias, attribute: column, operator };
  if (value !== undefined && listOperators.has(operator))
    return el(
      'condition',
      head,
      value.split(',').map((one) => el('value', {}, one)),
    );
  return el('condition', { ...head, value });
}

/** Conditions joined by `&`; undefined when there are none. */
export const filter = (text, table, links = new Map()) =>
  text === '' || text === undefined
    ? undefined
    : el(
        'filter',
        { type: 'and' },
        text.split('&').map((part) => condition(part, table, links)),
      );

/** A cell `column:width` or `lookup>column:width`; the second reads the column of the row that the lookup names. */
function parseCell(token) {
  const [path, width] = token.split(':');
  const [first, linked] = path.split('>');
  return { column: first, linked, width: Number(width ?? 150) };
}

/** Reads one view of a table into the content of its file. */
export function viewFile(table, view, context) {
  const cells = words(view.columns ?? table.views.columns).map(parseCell);
  const aliases = new Map();
  const extraLinks = new Map();
  const attributes = new Set([table.primaryId]);
  const links = (view.links ?? []).map((link) => {
    const target = context.table(link.table);
    extraLinks.set(link.alias, target);
    target.column(link.from);
    table.column(link.to);
    return el(
      'link-entity',
      {
        name: link.table,
        from: link.from,
        to: link.to,
        alias: link.alias,
        'link-type': link.type ?? 'outer',
      },
      filter(link.filter, target),
    );
  });
  const linkedAttributes = new Map();
  const layout = cells.map((cell) => {
    const column = table.column(cell.column);
    if (cell.linked === undefined) {
      attributes.add(cell.column);
      return el('cell', { name: cell.column, width: cell.width });
    }
    const target = context.table(column.targets[0]);
    const shown = target.column(cell.linked);
    const alias =
      aliases.get(cell.column) ??
      `a_${idOf('alias', table.logical, cell.column).replaceAll('-', '').slice(0, 28)}`;
    aliases.set(cell.column, alias);
    linkedAttributes.set(cell.column, [...(linkedAttributes.get(cell.column) ?? []), cell.linked]);
    return el('cell', {
      name: `${alias}.${cell.linked}`,
      width: cell.width,
      label: `${label(shown.label).english} (${label(column.label).english})`,
    });
  });
  for (const [lookup, columns] of linkedAttributes) {
    const target = context.table(table.column(lookup).targets[0]);
    links.push(
      el(
        'link-entity',
        {
          name: target.logical,
          from: target.primaryId,
          to: lookup,
          alias: aliases.get(lookup),
          visible: 'false',
          'link-type': 'outer',
        },
        columns.map((name) => el('attribute', { name })),
      ),
    );
  }
  const order = view.order ?? table.views.order;
  const descending = order.startsWith('-');
  table.column(order.replace('-', ''));
  const quick =
    view.kind === 'quickfind'
      ? el(
          'filter',
          { type: 'or', isquickfindfields: 1 },
          words(table.views.quickFind).map((name) => condition(`${name} like {0}`, table, extraLinks)),
        )
      : undefined;
  const fetch = el(
    'fetch',
    { version: '1.0', mapping: 'logical', 'output-format': 'xml-platform' },
    el(
      'entity',
      { name: table.logical },
      [...attributes].map((name) => el('attribute', { name })),
      el('order', { attribute: order.replace('-', ''), descending: String(descending) }),
      filter(view.filter, table, extraLinks),
      quick,
      links,
    ),
  );
  return document(
    el(
      'savedqueries',
      { 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance' },
      el(
        'savedquery',
        {},
        el('IsCustomizable', {}, 1),
        el('CanBeDeleted', {}, flag(view.kind === 'public')),
        el('isquickfindquery', {}, flag(view.kind === 'quickfind')),
        el('isprivate', {}, 0),
        el('isdefault', {}, flag(view.default)),
        el('savedqueryid', {}, `{${view.id}}`),
        el(
          'layoutxml',
          {},
          el(
            'grid',
            {
              name: 'resultset',
              object: table.code,
              jump: table.primaryName,
              select: 1,
              icon: 1,
              preview: 1,
            },
            el('row', { name: 'result', id: table.primaryId }, layout),
          ),
        ),
        el('querytype', {}, queryTypes[view.kind]),
        el('fetchxml', {}, fetch),
        el('IntroducedVersion', {}, '1.0.0.0'),
        localized('LocalizedNames', 'LocalizedName', view.name),
      ),
    ),
  );
}

/** Tables that a view reads beside its own. */
export function tablesOfView(table, view) {
  const cells = words(view.columns ?? table.views.columns).map(parseCell);
  return [
    ...(view.links ?? []).map((link) => link.table),
    ...cells.flatMap((cell) => (cell.linked === undefined ? [] : [table.column(cell.column).targets[0]])),
  ];
}

/** The public views of a table and the four that every table has. */
export function viewsOf(table) {
  if (table.views === undefined) return [];
  const { english, german } = label(table.label);
  const plural = label(table.plural);
  const states = table.columns.find((column) => column.name === 'statecode')?.options ?? [];
  const activeState = states.find(([, title]) => label(title).english === 'Active')?.[0];
  const active = activeState === undefined ? '' : `statecode eq ${activeState}`;
  // Where a row goes through more states than two, people look for it in all of them.
  const inUse = states.length > 2 ? '' : active;
  const own = table.views.views.map((view) => ({
    ...view,
    kind: 'public',
    id: viewId(table.logical, label(view.name).english),
  }));
  const made = [
    {
      kind: 'quickfind',
      name: `Quick Find ${plural.english}|Schnellsuche: ${plural.german}`,
      filter: inUse,
    },
    { kind: 'associated', name: `${english} Associated View|${german}: Zugeordnete Ansicht`, filter: inUse },
    {
      kind: 'lookup',
      name: `${english} Lookup View|${german}: Suchansicht`,
      filter: table.views.lookupAll === true ? '' : active,
    },
    {
      kind: 'advancedfind',
      name: `${english} Advanced Find View|${german}: Ansicht der erweiterten Suche`,
      filter: '',
    },
  ].map((view) => ({ ...view, default: true, id: viewId(table.logical, view.kind) }));
  return [...own, ...made];
}
