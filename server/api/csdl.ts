import { escapeXml } from '../../src/shared/base/xml.ts';
import { isLookup } from '../../src/shared/metadata/table.ts';
import type { Column, Labels, Table } from '../../src/shared/metadata/table.ts';
import type { Model } from '../metadata/model.ts';

const namespace = 'Microsoft.Dynamics.CRM';

function edmType(column: Column<unknown>): string | undefined {
  switch (column.type) {
    case 'integer':
    case 'choice':
    case 'state':
    case 'status':
      return 'Edm.Int32';
    case 'bigint':
      return 'Edm.Int64';
    case 'decimal':
    case 'money':
      return 'Edm.Decimal';
    case 'double':
      return 'Edm.Double';
    case 'boolean':
      return 'Edm.Boolean';
    case 'datetime':
      return column.behavior === 'dateonly' ? 'Edm.Date' : 'Edm.DateTimeOffset';
    case 'uniqueidentifier':
    case 'lookup':
    case 'customer':
    case 'owner':
      return 'Edm.Guid';
    case 'partylist':
    case 'virtual':
      return undefined;
    default:
      return 'Edm.String';
  }
}

function property(column: Column<unknown>): string {
  const type = edmType(column);
  if (type === undefined || !column.validForRead) return '';
  const name = isLookup(column) ? `_${column.logicalName}_value` : column.logicalName;
  const scale = type === 'Edm.Decimal' ? ' Scale="Variable"' : '';
  return `<Property Name="${escapeXml(name)}" Type="${type}"${scale}/>`;
}

function navigations(
  model: Model,
  table: Table<Labels>,
): { readonly xml: string; readonly bindings: string } {
  let xml = '';
  let bindings = '';
  const here = table.logicalName;
  const names = new Set<string>();
  const add = (name: string, target: string, isMany: boolean): void => {
    const other = model.tables.get(target);
    if (other === undefined || names.has(name)) return;
    names.add(name);
    const type = isMany ? `Collection(mscrm.${target})` : `mscrm.${target}`;
    xml += `<NavigationProperty Name="${escapeXml(name)}" Type="${escapeXml(type)}"/>`;
    bindings += `<NavigationPropertyBinding Path="${escapeXml(name)}" Target="${escapeXml(other.entitySetName)}"/>`;
  };
  for (const one of model.relationshipsOf(here)) {
    if (one.kind === 'many-to-many') {
      if (one.tableA === here) add(one.propertyA, one.tableB, true);
      if (one.tableB === here) add(one.propertyB, one.tableA, true);
      continue;
    }
    if (one.referencing === here) add(one.lookupProperty, one.referenced, false);
    if (one.referenced === here) add(one.collectionProperty, one.referencing, true);
  }
  return { xml, bindings };
}

/** The service's metadata document: tables as entity types, their columns and navigation properties. */
export function printCsdl(model: Model): string {
  let types = '';
  let sets = '';
  for (const table of model.tables.values()) {
    const { xml, bindings } = navigations(model, table);
    const name = escapeXml(table.logicalName);
    types += `<EntityType Name="${name}"><Key><PropertyRef Name="${escapeXml(table.primaryId)}"/></Key>${table.columns
      .map(property)
      .join('')}${xml}</EntityType>`;
    sets += `<EntitySet Name="${escapeXml(table.entitySetName)}" EntityType="${namespace}.${name}">${bindings}</EntitySet>`;
  }
  const whoAmI = ['BusinessUnitId', 'UserId', 'OrganizationId']
    .map((name) => `<Property Name="${name}" Type="Edm.Guid" Nullable="false"/>`)
    .join('');
  return (
    '<?xml version="1.0" encoding="utf-8"?>' +
    '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>' +
    `<Schema Namespace="${namespace}" Alias="mscrm" xmlns="http://docs.oasis-open.org/odata/ns/edm">` +
    `${types}<ComplexType Name="WhoAmIResponse">${whoAmI}</ComplexType>` +
    '<Function Name="WhoAmI"><ReturnType Type="mscrm.WhoAmIResponse" Nullable="false"/></Function>' +
    `<EntityContainer Name="System">${sets}<FunctionImport Name="WhoAmI" Function="${namespace}.WhoAmI"/></EntityContainer>` +
    '</Schema></edmx:DataServices></edmx:Edmx>'
  );
}
