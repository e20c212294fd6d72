import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { MobileFlag, MobileFlags } from '../../../src/shared/metadata/mobile-use.ts';
import type { AlternateKey, Column, Labels, Ownership, Table } from '../../../src/shared/metadata/table.ts';
import { allAt, attributeOf, childOf, flagOf, labelsFrom, numberOf, textAt, wordOf } from '../element.ts';
import type { ReportItem } from '../../../src/shared/metadata/solution-report.ts';
import type { TableSource } from '../solution-model.ts';
import { readColumn } from './column.ts';
import { requireLogicalName } from './logical-name.ts';

const ownerships: Readonly<Record<string, Ownership>> = {
  userowned: 'user',
  teamowned: 'user',
  orgowned: 'organization',
  organizationowned: 'organization',
  businessowned: 'business',
  businessparented: 'business',
  none: 'none',
};

/** Elements of a table that say what it is on phones and tablets, and whether an administrator may change that. */
export const mobileElements: readonly (readonly [MobileFlag, string, string])[] = [
  ['visible', 'IsVisibleInMobileClient', 'CanModifyMobileClientVisibility'],
  ['readOnly', 'IsReadOnlyInMobileClient', 'CanModifyMobileClientReadOnly'],
  ['offline', 'IsOfflineInMobileClient', 'CanModifyMobileClientOffline'],
];

function readMobile(entity: XmlElement): { mobile?: MobileFlags } {
  const mobile: { -readonly [F in MobileFlag]?: boolean } = {};
  const fixed: MobileFlag[] = [];
  for (const [flag, stated, changeable] of mobileElements) {
    const value = textAt(entity, stated);
    if (value !== undefined) mobile[flag] = flagOf(value, false);
    if (!flagOf(textAt(entity, changeable), true)) fixed.push(flag);
  }
  if (Object.keys(mobile).length === 0 && fixed.length === 0) return {};
  return { mobile: { ...mobile, ...(fixed.length > 0 ? { fixed } : {}) } };
}

function readKeys(entity: XmlElement | undefined): readonly AlternateKey<Labels>[] {
  return allAt(entity, 'EntityKeys', 'EntityKey').flatMap((key) => {
    const name = textAt(key, 'LogicalName') ?? textAt(key, 'Name');
    if (name === undefined) return [];
    return {
      name: name.toLowerCase(),
      label: labelsFrom(allAt(key, 'displaynames', 'displayname')),
      columns: allAt(key, 'EntityKeyAttributes', 'AttributeName').map((one) => one.text.trim().toLowerCase()),
    };
  });
}

/** Reads an Entity element. Undefined when it says nothing about a table of its own, only its name. */
export function readTable(element: XmlElement): { source?: TableSource; items: ReportItem[] } {
  const name = childOf(element, 'Name');
  const entity = childOf(childOf(element, 'EntityInfo'), 'entity');
  const schemaName = attributeOf(entity, 'Name') ?? name?.text.trim() ?? '';
  const logicalName = schemaName.toLowerCase();
  const items: ReportItem[] = [];
  const columns: Column<Labels>[] = [];
  for (const attribute of allAt(entity, 'attributes', 'attribute')) {
    const column = readColumn(attribute);
    if (column !== undefined) columns.push(column);
    else
      items.push({
        kind: 'column',
        name: `${logicalName}.${attributeOf(attribute, 'PhysicalName') ?? '?'}`,
        status: 'not understood',
        reason: `column type ${textAt(attribute, 'Type') ?? 'missing'}`,
      });
  }
  if (entity === undefined || logicalName === '') return { items };
  requireLogicalName(logicalName, 'table');
  if (textAt(entity, 'DataProviderId') !== undefined)
    items.push({
      kind: 'table',
      name: logicalName,
      status: 'gap',
      reason: 'rows of the virtual table are kept here, not fetched from its source',
    });
  return {
    source: { whole: columns.some((column) => column.primaryId), ...tableOf(element, entity, columns) },
    items,
  };
}

function tableOf(element: XmlElement, entity: XmlElement, columns: readonly Column<Labels>[]) {
  const name = childOf(element, 'Name');
  const schemaName = attributeOf(entity, 'Name') ?? name?.text.trim() ?? '';
  const logicalName = schemaName.toLowerCase();
  const label = labelsFrom(allAt(entity, 'LocalizedNames', 'LocalizedName'));
  const plural = labelsFrom(allAt(entity, 'LocalizedCollectionNames', 'LocalizedCollectionName'));
  const fallback: Labels = { '1033': attributeOf(name, 'LocalizedName') ?? schemaName };
  const isActivity = flagOf(textAt(entity, 'IsActivity'), false);
  const color = textAt(entity, 'EntityColor');
  const icon = textAt(entity, 'IconVectorName');
  const objectTypeCode = numberOf(textAt(element, 'ObjectTypeCode'));
  const description = labelsFrom(allAt(entity, 'Descriptions', 'Description'));
  const labelled = Object.keys(label).length > 0;
  const offlineFilter = textAt(entity, 'MobileOfflineFilters');
  const table: Table<Labels> = {
    logicalName,
    schemaName,
    entitySetName: (textAt(entity, 'EntitySetName') ?? `${logicalName}s`).toLowerCase(),
    label: labelled ? label : fallback,
    pluralLabel: Object.keys(plural).length > 0 ? plural : labelled ? label : fallback,
    ...(Object.keys(description).length > 0 ? { description } : {}),
    ownership: wordOf(ownerships, textAt(entity, 'OwnershipTypeMask')?.toLowerCase()) ?? 'user',
    primaryId:
      columns.find((column) => column.primaryId)?.logicalName ??
      (isActivity ? 'activityid' : `${logicalName}id`),
    ...primaryNameOf(columns),
    columns: [...columns].sort((a, b) => (a.logicalName < b.logicalName ? -1 : 1)),
    keys: readKeys(entity),
    ...(isActivity ? { isActivity } : {}),
    ...(color !== undefined && /^#[0-9a-f]{6}$/i.test(color) ? { color } : {}),
    ...(icon === undefined ? {} : { icon }),
    ...(objectTypeCode === undefined ? {} : { objectTypeCode }),
    ...readMobile(entity),
    ...(offlineFilter === undefined ? {} : { offlineFilter }),
  };
  return { table, labelled };
}

function primaryNameOf(columns: readonly Column<Labels>[]): { primaryName?: string } {
  const marked =
    columns.find((column) => column.primaryName) ??
    columns.find((column) => column.type === 'string' && /^(\w+_)?name$/.test(column.logicalName));
  return marked === undefined ? {} : { primaryName: marked.logicalName };
}
