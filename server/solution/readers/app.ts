import { readGuid } from '../../../src/shared/base/guid.ts';
import type { XmlElement } from '../../../src/shared/base/xml.ts';
import { allAt, attributeOf, labelsFrom, textAt, wordOf } from '../element.ts';
import type { ReportItem } from '../../../src/shared/metadata/solution-report.ts';
import type { AppSource } from '../solution-model.ts';

const componentNames: Readonly<Record<string, string>> = {
  '29': 'a process',
  '48': 'a command',
  '61': 'a web resource',
  '300': 'a canvas app',
};

/** Reads an AppModule: what it shows, in which site map, to which roles. */
export function readApp(element: XmlElement): { source?: AppSource; items: ReportItem[] } {
  const uniqueName = textAt(element, 'UniqueName');
  if (uniqueName === undefined)
    return {
      items: [{ kind: 'app', name: 'unnamed', status: 'not understood', reason: 'it has no UniqueName' }],
    };
  const tables: string[] = [];
  const viewIds: string[] = [];
  const formIds: string[] = [];
  const chartIds: string[] = [];
  let siteMap = uniqueName;
  const items: ReportItem[] = [];
  for (const component of allAt(element, 'AppModuleComponents', 'AppModuleComponent')) {
    const type = attributeOf(component, 'type') ?? '';
    const name = attributeOf(component, 'schemaName');
    const id = readGuid(attributeOf(component, 'id') ?? '');
    if (type === '1' && name !== undefined) tables.push(name.toLowerCase());
    else if (type === '26' && id !== undefined) viewIds.push(id);
    else if ((type === '24' || type === '60') && id !== undefined) formIds.push(id);
    else if (type === '59' && id !== undefined) chartIds.push(id);
    else if (type === '62' && name !== undefined) siteMap = name;
    else
      items.push({
        kind: 'app',
        name: `${uniqueName}: ${name ?? id ?? type}`,
        status: 'kept',
        reason: `${wordOf(componentNames, type) ?? `a component of type ${type}`} of the app`,
      });
  }
  const roles = allAt(element, 'AppModuleRoleMaps', 'Role').flatMap((role) => {
    const reference = attributeOf(role, 'id') ?? attributeOf(role, 'name') ?? attributeOf(role, 'schemaName');
    return reference === undefined ? [] : (readGuid(reference) ?? reference);
  });
  return {
    source: {
      uniqueName,
      name: labelsFrom(allAt(element, 'LocalizedNames', 'LocalizedName')),
      description: labelsFrom(allAt(element, 'Descriptions', 'Description')),
      tables,
      viewIds,
      formIds,
      chartIds,
      siteMap,
      roles,
    },
    items,
  };
}
