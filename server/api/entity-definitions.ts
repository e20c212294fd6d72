import { AppError } from '../../src/shared/base/app-error.ts';
import type { MobileFlag } from '../../src/shared/metadata/mobile-use.ts';
import type { Column, ColumnType, Labels, OneToMany, Table } from '../../src/shared/metadata/table.ts';
import { privilegeName } from '../../src/shared/security/privilege-name.ts';
import { verbs } from '../../src/shared/security/privilege.ts';
import { stableGuid } from '../metadata/stable-guid.ts';
import type { ApiContext } from './api-context.ts';
import { labelOf } from './api-context.ts';
import type { Segment } from './resource-path.ts';

type Options = Readonly<Record<string, string>>;
type Printed = Record<string, unknown>;

const attributeTypes: Readonly<Record<ColumnType, readonly [string, string]>> = {
  string: ['String', 'StringAttributeMetadata'],
  memo: ['Memo', 'MemoAttributeMetadata'],
  integer: ['Integer', 'IntegerAttributeMetadata'],
  bigint: ['BigInt', 'BigIntAttributeMetadata'],
  decimal: ['Decimal', 'DecimalAttributeMetadata'],
  double: ['Double', 'DoubleAttributeMetadata'],
  money: ['Money', 'MoneyAttributeMetadata'],
  boolean: ['Boolean', 'BooleanAttributeMetadata'],
  choice: ['Picklist', 'PicklistAttributeMetadata'],
  choices: ['Virtual', 'MultiSelectPicklistAttributeMetadata'],
  state: ['State', 'StateAttributeMetadata'],
  status: ['Status', 'StatusAttributeMetadata'],
  datetime: ['DateTime', 'DateTimeAttributeMetadata'],
  lookup: ['Lookup', 'LookupAttributeMetadata'],
  customer: ['Customer', 'LookupAttributeMetadata'],
  owner: ['Owner', 'LookupAttributeMetadata'],
  partylist: ['PartyList', 'LookupAttributeMetadata'],
  uniqueidentifier: ['Uniqueidentifier', 'UniqueIdentifierAttributeMetadata'],
  entityname: ['EntityName', 'EntityNameAttributeMetadata'],
  file: ['Virtual', 'FileAttributeMetadata'],
  image: ['Virtual', 'ImageAttributeMetadata'],
  virtual: ['Virtual', 'AttributeMetadata'],
};

const requiredLevels = {
  none: 'None',
  recommended: 'Recommended',
  required: 'ApplicationRequired',
  systemrequired: 'SystemRequired',
} as const;

const ownerships = {
  user: 'UserOwned',
  business: 'BusinessOwned',
  organization: 'OrganizationOwned',
  none: 'None',
} as const;

function label(context: ApiContext, labels: Labels | undefined): Printed {
  const localized = Object.entries(labels ?? {}).map(([code, text]) => ({
    Label: text,
    LanguageCode: Number(code),
  }));
  const own = { Label: labelOf(context, labels), LanguageCode: context.principal.language };
  return { LocalizedLabels: localized, UserLocalizedLabel: localized.length === 0 ? null : own };
}

function optionSet(context: ApiContext, column: Column<Labels>): Printed | undefined {
  if (column.options === undefined) return undefined;
  const options = column.options.map((option) => ({
    Value: option.value,
    Label: label(context, option.label),
    ...(option.state === undefined ? {} : { State: option.state }),
    ...(option.color === undefined ? {} : { Color: option.color }),
  }));
  if (column.type === 'boolean')
    return {
      FalseOption: options.find((option) => option.Value === 0) ?? null,
      TrueOption: options.find((option) => option.Value === 1) ?? null,
    };
  return {
    Name: column.globalChoice ?? column.logicalName,
    IsGlobal: column.globalChoice !== undefined,
    Options: options,
  };
}

function attribute(context: ApiContext, table: Table<Labels>, column: Column<Labels>): Printed {
  const [type, metadataType] = attributeTypes[column.type];
  const options = optionSet(context, column);
  return {
    '@odata.type': `#Microsoft.Dynamics.CRM.${metadataType}`,
    MetadataId: stableGuid('attribute', table.logicalName, column.logicalName),
    LogicalName: column.logicalName,
    SchemaName: column.schemaName,
    EntityLogicalName: table.logicalName,
    AttributeType: type,
    AttributeTypeName: { Value: metadataType.replace('AttributeMetadata', 'Type') },
    DisplayName: label(context, column.label),
    Description: label(context, column.description),
    IsPrimaryId: column.primaryId === true,
    IsPrimaryName: column.primaryName === true,
    IsValidForCreate: column.validForCreate,
    IsValidForUpdate: column.validForUpdate,
    IsValidForRead: column.validForRead,
    RequiredLevel: { Value: requiredLevels[column.required] },
    ...(column.maxLength === undefined ? {} : { MaxLength: column.maxLength }),
    ...(column.min === undefined ? {} : { MinValue: column.min }),
    ...(column.max === undefined ? {} : { MaxValue: column.max }),
    ...(column.precision === undefined ? {} : { Precision: column.precision }),
    ...(column.targets === undefined ? {} : { Targets: column.targets }),
    ...(column.autoNumber === undefined ? {} : { AutoNumberFormat: column.autoNumber }),
    ...(options === undefined ? {} : { OptionSet: options }),
  };
}

function relationship(one: OneToMany): Printed {
  return {
    MetadataId: stableGuid('relationship', one.schemaName),
    SchemaName: one.schemaName,
    ReferencedEntity: one.referenced,
    ReferencingEntity: one.referencing,
    ReferencingAttribute: one.column,
    ReferencingEntityNavigationPropertyName: one.lookupProperty,
    ReferencedEntityNavigationPropertyName: one.collectionProperty,
    IsHierarchical: one.hierarchical === true,
  };
}

function expansion(context: ApiContext, table: Table<Labels>, name: string): unknown {
  const all = context.model.relationshipsOf(table.logicalName);
  const oneToMany = all.filter((each) => each.kind === 'one-to-many');
  switch (name) {
    case 'Attributes':
      return table.columns.map((column) => attribute(context, table, column));
    case 'ManyToOneRelationships':
      return oneToMany.filter((each) => each.referencing === table.logicalName).map(relationship);
    case 'OneToManyRelationships':
      return oneToMany.filter((each) => each.referenced === table.logicalName).map(relationship);
    case 'ManyToManyRelationships':
      return all
        .filter((each) => each.kind === 'many-to-many')
        .map((each) => ({
          MetadataId: stableGuid('relationship', each.schemaName),
          SchemaName: each.schemaName,
          IntersectEntityName: each.intersect,
          Entity1LogicalName: each.tableA,
          Entity1IntersectAttribute: each.columnA,
          Entity1NavigationPropertyName: each.propertyA,
          Entity2LogicalName: each.tableB,
          Entity2IntersectAttribute: each.columnB,
          Entity2NavigationPropertyName: each.propertyB,
        }));
    case 'Keys':
      return table.keys.map((key) => ({
        LogicalName: key.name,
        DisplayName: label(context, key.label),
        KeyAttributes: key.columns,
      }));
    default:
      throw new AppError('bad-query', { message: `EntityDefinitions cannot expand ${name}.` });
  }
}

/**
 * What holds on phones and tablets, the administrators' decisions included (R12). Every table of an app works offline,
 * whatever its flag.
 */
function mobileProperties(
  { model }: ApiContext,
  { logicalName, mobile, offlineFilter }: Table<Labels>,
): Printed {
  const use = model.mobileUses.get(logicalName);
  const property = (flag: MobileFlag, value: boolean): Printed => ({
    Value: value,
    CanBeChanged: mobile?.fixed?.includes(flag) !== true,
  });
  return {
    IsVisibleInMobileClient: property('visible', use !== 'hidden'),
    IsReadOnlyInMobileClient: property('readOnly', use === 'read-only'),
    IsOfflineInMobileClient: property('offline', true),
    MobileOfflineFilters: offlineFilter ?? null,
  };
}

function definition(context: ApiContext, table: Table<Labels>): Printed {
  return {
    MetadataId: stableGuid('entity', table.logicalName),
    LogicalName: table.logicalName,
    SchemaName: table.schemaName,
    EntitySetName: table.entitySetName,
    LogicalCollectionName: table.entitySetName,
    DisplayName: label(context, table.label),
    DisplayCollectionName: label(context, table.pluralLabel),
    Description: label(context, table.description),
    PrimaryIdAttribute: table.primaryId,
    PrimaryNameAttribute: table.primaryName ?? null,
    ObjectTypeCode: table.objectTypeCode ?? null,
    OwnershipType: ownerships[table.ownership],
    IsActivity: table.isActivity === true,
    IsIntersect: table.isIntersect === true,
    ...mobileProperties(context, table),
    Privileges: verbs.map((verb) => ({ Name: privilegeName(table, verb), PrivilegeType: verb })),
  };
}

function print(context: ApiContext, table: Table<Labels>, options: Options): Printed {
  const whole = definition(context, table);
  const selected = options['$select']?.split(',').map((name) => name.trim());
  const printed: Printed = {};
  for (const [name, value] of Object.entries(whole))
    if (selected === undefined || selected.includes(name) || name === 'MetadataId') printed[name] = value;
  for (const unknown of selected ?? [])
    if (!Object.hasOwn(whole, unknown))
      throw new AppError('bad-query', { message: `There is no property ${unknown} in EntityDefinitions.` });
  for (const part of options['$expand']?.split(/,(?![^(]*\))/) ?? []) {
    const name = part.trim().split('(')[0] ?? '';
    const inner = /\$select=([^;)]*)/.exec(part)?.[1]?.split(',');
    const list = expansion(context, table, name) as Printed[];
    printed[name] =
      inner === undefined
        ? list
        : list.map((each) =>
            Object.fromEntries(
              Object.entries(each).filter(
                ([key]) => inner.includes(key) || key === 'MetadataId' || key === '@odata.type',
              ),
            ),
          );
  }
  return printed;
}

function filtered(context: ApiContext, filter: string | undefined): readonly Table<Labels>[] {
  const tables = [...context.model.tables.values()];
  if (filter === undefined) return tables;
  const wanted = filter.split(/\s+or\s+/i).map((part) => {
    const match = /^\(?\s*(LogicalName|EntitySetName|SchemaName)\s+eq\s+'([^']*)'\s*\)?$/i.exec(part.trim());
    if (match === null)
      throw new AppError('bad-query', { message: 'EntityDefinitions are filtered by name with eq and or.' });
    return { property: (match[1] ?? '').toLowerCase(), value: match[2] ?? '' };
  });
  return tables.filter((table) =>
    wanted.some(({ property, value }) =>
      property === 'logicalname'
        ? table.logicalName === value
        : property === 'entitysetname'
          ? table.entitySetName === value
          : table.schemaName === value,
    ),
  );
}

function tableOfKey(context: ApiContext, segment: Segment): Table<Labels> {
  const { key } = segment;
  const name = key?.kind === 'values' ? key.values['LogicalName'] : undefined;
  const found = [...context.model.tables.values()].find((table) =>
    key?.kind === 'id' ? stableGuid('entity', table.logicalName) === key.id : table.logicalName === name,
  );
  if (found === undefined) throw new AppError('no-row', { message: 'There is no such table.' });
  return found;
}

/** `EntityDefinitions…`: the metadata of tables, for anyone signed in, as in Dataverse. */
export function readDefinitions(context: ApiContext, path: readonly Segment[], options: Options): Printed {
  const [first, part, ...rest] = path;
  const root = `${context.root}$metadata#EntityDefinitions`;
  if (first?.key === undefined || first.key.kind === 'none')
    return {
      '@odata.context': root,
      value: filtered(context, options['$filter']).map((table) => print(context, table, options)),
    };
  const table = tableOfKey(context, first);
  if (part === undefined) return { '@odata.context': `${root}/$entity`, ...print(context, table, options) };
  // A cast such as /Attributes/Microsoft.Dynamics.CRM.PicklistAttributeMetadata narrows the list.
  const cast = rest.find((each) => each.name.startsWith('Microsoft.Dynamics.CRM.'))?.name;
  const list = (expansion(context, table, part.name) as Printed[]).filter(
    (each) => cast === undefined || each['@odata.type'] === `#${cast}`,
  );
  const name = part.key?.kind === 'values' ? part.key.values['LogicalName'] : undefined;
  if (name === undefined) return { '@odata.context': root, value: list };
  const one = list.find((each) => each['LogicalName'] === name);
  if (one === undefined) throw new AppError('no-row', { message: 'There is no such column.' });
  return { '@odata.context': root, ...one };
}
