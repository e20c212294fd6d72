import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { AlternateKey, Labels, Ownership, Table } from '../../../src/shared/metadata/table.ts';
import { mobileElements } from '../readers/table.ts';
import type { TableSource } from '../solution-model.ts';
import { element, labelList, texts, wrap } from './build-xml.ts';
import { writeColumn } from './column-writer.ts';

const ownerships: Readonly<Record<Ownership, string>> = {
  user: 'UserOwned',
  organization: 'OrgOwned',
  business: 'BusinessOwned',
  none: 'None',
};

function writeKey(key: AlternateKey<Labels>): XmlElement {
  return element('EntityKey', {}, [
    ...texts({ Name: key.name, LogicalName: key.name }),
    ...labelList('displaynames', 'displayname', key.label),
    ...wrap(
      'EntityKeyAttributes',
      key.columns.flatMap((column) => texts({ AttributeName: column })),
    ),
  ]);
}

/** The first column that is marked, or named so, is the one: id and name go first. */
function columnsOf(table: Table<Labels>) {
  const rank = (name: string): number => (name === table.primaryId ? 0 : name === table.primaryName ? 1 : 2);
  return [...table.columns].sort((a, b) => rank(a.logicalName) - rank(b.logicalName));
}

function writeMobile({ mobile }: Table<Labels>): XmlElement[] {
  const flag = (value: boolean | undefined) => (value === undefined ? undefined : Number(value));
  return mobileElements.flatMap(([name, stated, changeable]) =>
    texts({ [stated]: flag(mobile?.[name]), [changeable]: mobile?.fixed?.includes(name) ? 0 : undefined }),
  );
}

/** Name and definition of a table, as an `Entity` element begins; `labelled` tells a stated label from a made one. */
export function writeTable({ table, labelled }: TableSource): XmlElement[] {
  const name = {
    ...element('Name', { LocalizedName: Object.values(table.label)[0], OriginalName: '' }),
    text: table.schemaName,
  };
  const entity = element('entity', { Name: table.schemaName }, [
    ...(labelled ? labelList('LocalizedNames', 'LocalizedName', table.label) : []),
    ...labelList('LocalizedCollectionNames', 'LocalizedCollectionName', table.pluralLabel),
    ...labelList('Descriptions', 'Description', table.description ?? {}),
    ...wrap('attributes', columnsOf(table).map(writeColumn)),
    ...texts({
      EntitySetName: table.entitySetName,
      OwnershipTypeMask: ownerships[table.ownership],
      IsActivity: table.isActivity ? 1 : undefined,
      EntityColor: table.color,
      IconVectorName: table.icon,
    }),
    ...writeMobile(table),
    ...texts({ MobileOfflineFilters: table.offlineFilter }),
    ...wrap('EntityKeys', table.keys.map(writeKey)),
  ]);
  return [name, ...texts({ ObjectTypeCode: table.objectTypeCode }), element('EntityInfo', {}, [entity])];
}
