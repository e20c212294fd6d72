import { readGuid } from '../../../src/shared/base/guid.ts';
import { printXml } from '../../../src/shared/base/xml.ts';
import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { Labels } from '../../../src/shared/metadata/table.ts';
import type { ViewCell, ViewType } from '../../../src/shared/metadata/view.ts';
import { allAt, attributeOf, childOf, childrenOf, flagOf, labelsFrom, numberOf, textAt } from '../element.ts';
import { embedded } from '../embedded.ts';
import type { ReportItem } from '../../../src/shared/metadata/solution-report.ts';
import type { StoredView, ViewSource } from '../solution-model.ts';
import { readQuery } from './query.ts';

const viewTypes: Readonly<Record<number, ViewType>> = {
  0: 'public',
  1: 'advancedfind',
  2: 'associated',
  4: 'quickfind',
  64: 'lookup',
};

function readCell(cell: XmlElement): ViewCell<Labels> | undefined {
  const column = attributeOf(cell, 'name');
  if (column === undefined) return undefined;
  const label = attributeOf(cell, 'label');
  const [alias, linked] = column.split('.');
  return {
    column: linked === undefined ? column.toLowerCase() : `${alias ?? ''}.${linked.toLowerCase()}`,
    width: numberOf(attributeOf(cell, 'width')) ?? 100,
    hidden: flagOf(attributeOf(cell, 'ishidden'), false),
    sortable: !flagOf(attributeOf(cell, 'disableSorting'), false),
    ...(label === undefined ? {} : { label: { '1033': label } }),
  };
}

/** Reads a savedquery element of a table. */
export function readView(
  element: XmlElement,
  owner: string,
  path: string,
): { source?: ViewSource; stored?: StoredView; items: ReportItem[] } {
  const labels = labelsFrom(allAt(element, 'LocalizedNames', 'LocalizedName'));
  const queryType = numberOf(textAt(element, 'querytype')) ?? 0;
  const name = `${owner}: ${Object.values(labels)[0] ?? 'unnamed'}`;
  const id = readGuid(textAt(element, 'savedqueryid') ?? '');
  const where = `${path} (${name})`;
  const fetch = embedded(childOf(element, 'fetchxml'), where);
  if (id === undefined || fetch === undefined)
    return {
      items: [{ kind: 'view', name, status: 'not understood', reason: 'it has no id or no fetchxml' }],
    };
  const layout = embedded(childOf(element, 'layoutxml'), where);
  const grid = layout?.name.toLowerCase() === 'grid' ? layout : childOf(layout, 'grid');
  const stored: StoredView = {
    id,
    table: owner,
    name: labels,
    queryType,
    isDefault: flagOf(textAt(element, 'isdefault'), false),
    fetchXml: printXml(fetch),
    layoutXml: grid === undefined ? '' : printXml(grid),
  };
  if (grid === undefined)
    return {
      stored,
      items: [
        {
          kind: 'view',
          name,
          status: 'kept',
          reason: `a query of type ${queryType} without columns to show`,
        },
      ],
    };
  const query = readQuery(fetch);
  if (typeof query === 'string')
    return { stored, items: [{ kind: 'view', name, status: 'not understood', reason: query }] };
  const cells = childrenOf(childOf(grid, 'row'), 'cell').flatMap((cell) => readCell(cell) ?? []);
  return {
    source: {
      view: {
        id,
        table: query.table,
        type: viewTypes[queryType] ?? 'other',
        name: labels,
        isDefault: stored.isDefault,
        query,
        cells,
      },
      description: labelsFrom(allAt(element, 'Descriptions', 'Description')),
      queryType,
      fetchXml: stored.fetchXml,
      layoutXml: stored.layoutXml,
    },
    items: [],
  };
}
