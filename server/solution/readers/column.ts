import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type {
  Column,
  ColumnFormat,
  ColumnType,
  Labels,
  RequiredLevel,
} from '../../../src/shared/metadata/table.ts';
import { allAt, attributeOf, childOf, flagOf, labelsFrom, numberOf, textAt, wordOf } from '../element.ts';
import { readOptions } from './choice.ts';
import { requireLogicalName } from './logical-name.ts';

/** Type names of exports; those with no value of their own are virtual. */
const types: Readonly<Record<string, ColumnType>> = {
  nvarchar: 'string',
  varchar: 'string',
  string: 'string',
  ntext: 'memo',
  memo: 'memo',
  int: 'integer',
  integer: 'integer',
  bigint: 'bigint',
  timestamp: 'bigint',
  decimal: 'decimal',
  float: 'double',
  double: 'double',
  money: 'money',
  bit: 'boolean',
  boolean: 'boolean',
  picklist: 'choice',
  multiselectpicklist: 'choices',
  state: 'state',
  status: 'status',
  datetime: 'datetime',
  lookup: 'lookup',
  customer: 'customer',
  owner: 'owner',
  partylist: 'partylist',
  primarykey: 'uniqueidentifier',
  uniqueidentifier: 'uniqueidentifier',
  entityname: 'entityname',
  file: 'file',
  image: 'image',
  virtual: 'virtual',
  managedproperty: 'virtual',
  calendarrules: 'virtual',
};

const formats = new Set<string>([
  'email',
  'phone',
  'url',
  'textarea',
  'richtext',
  'tickersymbol',
  'duration',
  'timezone',
  'language',
  'locale',
] satisfies ColumnFormat[]);

const behaviors: Readonly<Record<string, Column['behavior']>> = {
  '1': 'userlocal',
  '2': 'dateonly',
  '3': 'timezoneindependent',
  userlocal: 'userlocal',
  dateonly: 'dateonly',
  timezoneindependent: 'timezoneindependent',
};

const requiredLevels: Readonly<Record<string, RequiredLevel>> = {
  none: 'none',
  recommended: 'recommended',
  required: 'required',
  applicationrequired: 'required',
  systemrequired: 'systemrequired',
};

const sources = ['simple', 'calculated', 'rollup', 'formula'] as const;

/** Object type codes of the tables that every organisation has, for lookups that name their targets by number only. */
const tableCodes: Readonly<Record<string, string>> = {
  '1': 'account',
  '2': 'contact',
  '3': 'opportunity',
  '4': 'lead',
  '8': 'systemuser',
  '9': 'team',
  '10': 'businessunit',
  '112': 'incident',
  '123': 'competitor',
  '1024': 'product',
  '1036': 'role',
  '1084': 'quote',
  '1088': 'salesorder',
  '1090': 'invoice',
  '2020': 'queue',
  '4200': 'activitypointer',
  '4703': 'workflow',
  '9105': 'transactioncurrency',
};

function readText(element: XmlElement): Partial<Column<Labels>> {
  const format = textAt(element, 'Format')?.toLowerCase();
  const maxLength = numberOf(textAt(element, 'MaxLength'));
  return {
    ...(format !== undefined && formats.has(format) ? { format: format as ColumnFormat } : {}),
    ...(maxLength === undefined ? {} : { maxLength }),
  };
}

function readNumber(element: XmlElement, type: ColumnType): Partial<Column<Labels>> {
  const min = numberOf(textAt(element, 'MinValue'));
  const max = numberOf(textAt(element, 'MaxValue'));
  const stated = numberOf(textAt(element, 'Accuracy')) ?? 2;
  // More than ten digits no column has; values are rounded by it in every query.
  const accuracy = Number.isInteger(stated) && stated >= 0 && stated <= 10 ? stated : 2;
  const format = textAt(element, 'Format')?.toLowerCase();
  const scaled = type === 'decimal' || type === 'money' || type === 'double';
  return {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(scaled ? { precision: accuracy } : {}),
    ...(type === 'integer' && format !== undefined && formats.has(format)
      ? { format: format as ColumnFormat }
      : {}),
  };
}

function readDate(element: XmlElement): Partial<Column<Labels>> {
  const stated = textAt(element, 'Behavior')?.toLowerCase() ?? '1';
  const behavior = wordOf(behaviors, stated) ?? 'userlocal';
  const dateOnly = textAt(element, 'Format')?.toLowerCase() === 'date' && behavior !== 'dateonly';
  return { behavior, ...(dateOnly ? { dateOnlyFormat: true } : {}) };
}

function readChoice(element: XmlElement, type: ColumnType): Partial<Column<Labels>> {
  const local = childOf(element, 'optionset');
  const options = local === undefined ? [] : readOptions(local);
  const global =
    textAt(element, 'OptionSetName') ?? (options.length === 0 ? attributeOf(local, 'Name') : undefined);
  const stated = numberOf(textAt(element, 'AppDefaultValue') ?? textAt(element, 'DefaultValue'));
  const defaultValue =
    type === 'boolean'
      ? stated === undefined
        ? undefined
        : stated === 1
      : stated === -1
        ? undefined
        : stated;
  return {
    ...(options.length === 0 ? {} : { options }),
    ...(global === undefined ? {} : { globalChoice: global.toLowerCase() }),
    ...(defaultValue === undefined || type === 'state' || type === 'status' || type === 'choices'
      ? {}
      : { defaultValue }),
  };
}

function readLookup(element: XmlElement, type: ColumnType): Partial<Column<Labels>> {
  if (type === 'owner') return { targets: ['systemuser', 'team'] };
  if (type === 'customer') return { targets: ['account', 'contact'] };
  const targets = allAt(element, 'LookupTypes', 'LookupType').flatMap((one) => {
    const text = one.text.trim().toLowerCase();
    return wordOf(tableCodes, text) ?? (/^[a-z]\w*$/.test(text) ? [text] : []);
  });
  return { targets };
}

function readTyped(element: XmlElement, type: ColumnType): Partial<Column<Labels>> {
  switch (type) {
    case 'string':
    case 'memo':
      return readText(element);
    case 'integer':
    case 'bigint':
    case 'decimal':
    case 'double':
    case 'money':
      return readNumber(element, type);
    case 'datetime':
      return readDate(element);
    case 'boolean':
    case 'choice':
    case 'choices':
    case 'state':
    case 'status':
      return readChoice(element, type);
    case 'lookup':
    case 'customer':
    case 'owner':
      return readLookup(element, type);
    default:
      return {};
  }
}

/** Reads an attribute element; undefined when its type is unknown, which the caller reports. */
export function readColumn(element: XmlElement): Column<Labels> | undefined {
  const stated = textAt(element, 'Type')?.toLowerCase();
  const type = wordOf(types, stated);
  const schemaName = attributeOf(element, 'PhysicalName') ?? textAt(element, 'Name') ?? '';
  const logicalName = (textAt(element, 'LogicalName') ?? schemaName).toLowerCase();
  if (type === undefined || logicalName === '') return undefined;
  requireLogicalName(logicalName, 'column');
  const description = labelsFrom(allAt(element, 'Descriptions', 'Description'));
  const autoNumber = textAt(element, 'AutoNumberFormat');
  const source = sources[numberOf(textAt(element, 'SourceType')) ?? 0] ?? 'simple';
  return {
    logicalName,
    schemaName,
    type,
    label: labelsFrom(allAt(element, 'displaynames', 'displayname')),
    ...(Object.keys(description).length === 0 ? {} : { description }),
    required: wordOf(requiredLevels, textAt(element, 'RequiredLevel')?.toLowerCase()) ?? 'none',
    ...readTyped(element, type),
    ...(autoNumber === undefined ? {} : { autoNumber }),
    ...(source === 'simple' ? {} : { source }),
    ...(stated === 'primarykey' ? { primaryId: true } : {}),
    ...(/\bPrimaryName\b/.test(textAt(element, 'DisplayMask') ?? '') ? { primaryName: true } : {}),
    validForCreate: flagOf(textAt(element, 'ValidForCreateApi'), true),
    validForUpdate: flagOf(textAt(element, 'ValidForUpdateApi'), true),
    validForRead: flagOf(textAt(element, 'ValidForReadApi'), true),
    ...(flagOf(textAt(element, 'IsSecured'), false) ? { secured: true } : {}),
  };
}
