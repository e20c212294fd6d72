import { readFileSync } from 'node:fs';
import { label } from './text.mjs';
import * as general from '../definitions/relationships.mjs';
import {
  serviceHierarchical,
  serviceParental,
  serviceRelationshipNames,
  serviceRestricting,
} from '../definitions/service-relationships.mjs';

const read = (table) =>
  JSON.parse(readFileSync(new URL(`../definitions/columns/${table}.json`, import.meta.url), 'utf8'));
const relationshipNames = { ...general.relationshipNames, ...serviceRelationshipNames };
const parental = new Set([...general.parental, ...serviceParental]);
const restricting = new Set([...general.restricting, ...serviceRestricting]);
const hierarchical = new Set([...general.hierarchical, ...serviceHierarchical]);
const words = (text) => text.split(/\s+/).filter(Boolean);

const stamped = [
  { name: 'createdon', schema: 'CreatedOn', type: 'datetime', label: 'Created On', readOnly: true },
  {
    name: 'createdby',
    schema: 'CreatedBy',
    type: 'lookup',
    label: 'Created By',
    targets: ['systemuser'],
    readOnly: true,
    system: 'createdby',
  },
  { name: 'modifiedon', schema: 'ModifiedOn', type: 'datetime', label: 'Modified On', readOnly: true },
  {
    name: 'modifiedby',
    schema: 'ModifiedBy',
    type: 'lookup',
    label: 'Modified By',
    targets: ['systemuser'],
    readOnly: true,
    system: 'modifiedby',
  },
];
const owned = [
  {
    name: 'ownerid',
    schema: 'OwnerId',
    type: 'owner',
    label: 'Owner',
    required: 'systemrequired',
    targets: ['systemuser', 'team'],
    system: 'ownerid',
  },
  {
    name: 'owningbusinessunit',
    schema: 'OwningBusinessUnit',
    type: 'lookup',
    label: 'Owning Business Unit',
    targets: ['businessunit'],
    readOnly: true,
    system: 'owningbusinessunit',
  },
  {
    name: 'owninguser',
    schema: 'OwningUser',
    type: 'lookup',
    label: 'Owning User',
    targets: ['systemuser'],
    readOnly: true,
    system: 'owninguser',
  },
  {
    name: 'owningteam',
    schema: 'OwningTeam',
    type: 'lookup',
    label: 'Owning Team',
    targets: ['team'],
    readOnly: true,
    system: 'owningteam',
  },
];

/** The key of a table that exists before any solution; its file does not define it again. */
function existingKey(table, name) {
  return { name, schema: name, type: 'primarykey', label: table.label, existing: true };
}

const exchangeRate = {
  name: 'exchangerate',
  schema: 'ExchangeRate',
  type: 'decimal',
  label: 'Exchange Rate',
  min: 0,
  max: 100000000000,
  precision: 10,
  readOnly: true,
};

/** The amounts in the base currency, which the server fills, of a table whose rows have a currency. */
function baseAmounts(columns) {
  const amounts = columns.filter((column) => column.type === 'money');
  const hasCurrency = columns.some((column) => column.name === 'transactioncurrencyid');
  if (amounts.length === 0 || !hasCurrency) return [];
  return [
    exchangeRate,
    ...amounts.map((column) => {
      const { english, german } = label(column.label);
      return {
        name: `${column.name}_base`,
        schema: `${column.schema}_Base`,
        type: 'money',
        label: `${english} (Base)|${german} (Basis)`,
        min: -922337203685477,
        max: 922337203685477,
        precision: column.precision,
        readOnly: true,
        secured: column.secured,
      };
    }),
  ];
}

/** Completes a table's definition: columns with their facts, in the order of the list, then those every table has. */
export function completeTable(definition) {
  const logical = definition.schema.toLowerCase();
  const listed = words(definition.columns);
  const facts = listed.length > 0 ? read(logical) : [];
  const extra = definition.extra ?? [];
  const chosen = listed.map((name) => {
    const column = facts.find((fact) => fact.name === name) ?? extra.find((own) => own.name === name);
    if (column === undefined) throw new Error(`${logical}: no facts about column ${name}`);
    return column;
  });
  const columns = [
    ...words(definition.existing ?? '').map((name) => existingKey(definition, name)),
    ...chosen,
    ...extra.filter((own) => !listed.includes(own.name)),
  ];
  const system = definition.system
    ? stamped.map((column) => ({ ...column, existing: true }))
    : [...stamped, ...(definition.ownership === 'user' ? owned : [])];
  const all = [...columns, ...baseAmounts(columns), ...system];
  const primaryName = definition.primaryName ?? all.find((column) => column.primaryName)?.name;
  return {
    ...definition,
    logical,
    columns: all,
    primaryName,
    primaryId: definition.primaryId ?? all.find((column) => column.type === 'primarykey').name,
    column(name) {
      const found = all.find((column) => column.name === name);
      if (found === undefined) throw new Error(`${logical}: no column ${name}`);
      return found;
    },
  };
}

const systemNames = {
  createdby: (table) => `lk_${table}base_createdby`,
  modifiedby: (table) => `lk_${table}base_modifiedby`,
  ownerid: (table, target) => (target === 'team' ? `owner_team_${table}` : `owner_${table}`),
  owningbusinessunit: (table) => `business_unit_${table}`,
  owninguser: (table) => `user_${table}`,
  owningteam: (table) => `team_${table}`,
};

/** The relationship behind one target of a lookup column. */
export function relationshipOf(table, column, target) {
  const key = `${table}.${column.name}`;
  const isSystem = column.system !== undefined;
  const onDelete = isSystem
    ? 'NoCascade'
    : parental.has(key)
      ? 'Cascade'
      : (column.onDelete ??
        (restricting.has(key) || restricting.has(column.name) ? 'Restrict' : 'RemoveLink'));
  const polymorphic =
    column.targets.length > 1 ||
    column.name === 'regardingobjectid' ||
    column.name === 'objectid' ||
    column.name === 'partyid';
  return {
    name: isSystem
      ? systemNames[column.system](table, target)
      : (relationshipNames[`${key}>${target}`] ?? `${target}_${table}_${column.name}`),
    table,
    column: column.name,
    target,
    onDelete,
    onAssign: parental.has(key) && !isSystem ? 'Cascade' : 'NoCascade',
    property: polymorphic && column.name !== 'ownerid' ? `${column.name}_${target}` : column.name,
    hierarchical: hierarchical.has(key),
    label: column.label,
  };
}
