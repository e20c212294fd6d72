import type { DataClient } from '../../data/client.ts';
import type { Column } from '../../shared/metadata/table.ts';
import type { Filter, Query } from '../../shared/query/ast.ts';
import type { AppCatalog } from '../../state/app-catalog.ts';
import type { QuickCreate } from './field-wiring.ts';
import type { LookupSource, LookupTarget } from '../fields/field-model.ts';

/** Makes `like` take the text literally: its wildcards stand in brackets. */
export function escapeLike(text: string): string {
  return text.replace(/[[%_]/g, (sign) => `[${sign}]`);
}

function searchQuery(
  catalog: AppCatalog,
  tableName: string,
  text: string,
  viewId: string | undefined,
): Query | undefined {
  const table = catalog.table(tableName);
  if (table?.primaryName === undefined) return undefined;
  const chosen = viewId === undefined ? undefined : catalog.view(viewId);
  const view = chosen?.table === tableName ? chosen : catalog.views(tableName, 'lookup')[0];
  const detail = view?.cells
    .map((cell) => cell.column)
    .find((column) => column !== table.primaryName && isPlain(catalog.column(tableName, column)));
  const filters: Filter[] = [];
  if (view?.query.filter !== undefined) filters.push(view.query.filter);
  if (text !== '')
    filters.push({
      kind: 'condition',
      column: table.primaryName,
      operator: 'like',
      values: [`%${escapeLike(text)}%`],
    });
  const columns = [table.primaryId, table.primaryName, ...(detail === undefined ? [] : [detail])];
  return {
    kind: 'query',
    table: tableName,
    columns: columns.map((column) => ({ column })),
    filter: filters.length === 0 ? undefined : { kind: 'and', filters },
    links: view?.query.links.map((link) => ({ ...link, columns: [] })) ?? [],
    orders: [{ column: table.primaryName, descending: false }],
  };
}

/** A second line is worth showing where it reads as text by itself. */
function isPlain(column: Column | undefined): boolean {
  return (
    column !== undefined &&
    (column.type === 'string' || column.type === 'lookup' || column.type === 'customer')
  );
}

/** Where a lookup column finds its targets: the possible tables that this device carries, by their lookup views. */
export function lookupSource(options: {
  readonly column: Column;
  readonly catalog: AppCatalog;
  readonly data: DataClient;
  readonly viewId?: string;
  href(table: string, id: string): string | undefined;
  readonly quickCreate?: QuickCreate;
}): LookupSource {
  const { catalog, data, quickCreate } = options;
  const targets = options.column.targets ?? [];
  const carried = targets.filter((table) => catalog.isCarried(table));
  const labelOf = (table: string): string => catalog.table(table)?.label ?? table;
  return {
    tables: carried.map((table) => ({ table, label: labelOf(table) })),
    absent: targets.filter((table) => !carried.includes(table)).map(labelOf),
    href: options.href,
    creatable: carried
      .filter((table) => quickCreate?.offers(table) === true)
      .map((table) => ({ table, label: labelOf(table) })),
    create: async (table, typed) => quickCreate?.open(table, typed),
    async search(text, limit) {
      const found = await Promise.all(carried.map((table) => searchOne(table, text, limit)));
      return found.flat().slice(0, limit);
    },
  };

  async function searchOne(table: string, text: string, limit: number): Promise<readonly LookupTarget[]> {
    const query = searchQuery(catalog, table, text.trim(), options.viewId);
    const primaryName = catalog.table(table)?.primaryName;
    if (query === undefined || primaryName === undefined) return [];
    const result = await data.read(query, { offset: 0, limit });
    const detail = query.columns === 'all' ? undefined : query.columns[2]?.column;
    return result.rows.map((row) => ({
      table,
      id: row.id,
      name: String(row.values[primaryName] ?? ''),
      detail:
        detail === undefined ? undefined : String(row.values[`${detail}__name`] ?? row.values[detail] ?? ''),
    }));
  }
}
