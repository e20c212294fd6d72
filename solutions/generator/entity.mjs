import { document, el, flag, germanDescriptions, label, localized } from './text.mjs';

const types = {
  primarykey: 'primarykey',
  string: 'nvarchar',
  memo: 'ntext',
  integer: 'int',
  bigint: 'bigint',
  decimal: 'decimal',
  double: 'float',
  money: 'money',
  boolean: 'bit',
  choice: 'picklist',
  state: 'state',
  status: 'status',
  datetime: 'datetime',
  lookup: 'lookup',
  customer: 'customer',
  owner: 'owner',
  partylist: 'partylist',
  uniqueidentifier: 'uniqueidentifier',
  entityname: 'entityname',
};
const yesNo = [
  [1, 'Yes'],
  [0, 'No'],
];
const text = (name, value) => (value === undefined ? undefined : el(name, {}, value));
const labels = (value) => localized('labels', 'label', value);

function optionSet(table, column) {
  const head = (type) => [
    el('OptionSetType', {}, type),
    localized('displaynames', 'displayname', column.label),
  ];
  const name = `${table.logical}_${column.name}`;
  if (column.type === 'state')
    return el(
      'optionset',
      { Name: name },
      head('state'),
      el(
        'states',
        {},
        column.options.map(([value, title, extra]) =>
          el(
            'state',
            { value, defaultstatus: extra.status, invariantname: label(title).english.replaceAll(' ', '') },
            labels(title),
          ),
        ),
      ),
    );
  if (column.type === 'status')
    return el(
      'optionset',
      { Name: name },
      head('status'),
      el(
        'statuses',
        {},
        column.options.map(([value, title, extra]) =>
          el('status', { value, state: extra.state }, labels(title)),
        ),
      ),
    );
  const options = column.options ?? yesNo;
  return el(
    'optionset',
    { Name: name },
    head(column.type === 'boolean' ? 'bit' : 'picklist'),
    el(
      'options',
      {},
      options.map(([value, title]) => el('option', { value }, labels(title))),
    ),
  );
}

/** The elements that only some types carry, in the order in which exports write them. */
function typed(table, column) {
  const format =
    column.format ?? (column.type === 'string' ? 'text' : column.type === 'memo' ? 'textarea' : '');
  switch (column.type) {
    case 'string':
      return [
        el('Format', {}, format),
        el('MaxLength', {}, column.maxLength),
        el('Length', {}, column.maxLength * 2),
      ];
    case 'memo':
      return [el('Format', {}, format), el('MaxLength', {}, column.maxLength)];
    case 'integer':
      return [el('Format', {}, format || 'none'), text('MinValue', column.min), text('MaxValue', column.max)];
    case 'decimal':
    case 'double':
      return [
        text('MinValue', column.min),
        text('MaxValue', column.max),
        el('Accuracy', {}, column.precision),
      ];
    case 'money':
      return [
        text('MinValue', column.min),
        text('MaxValue', column.max),
        el('Accuracy', {}, column.precision),
        el('AccuracySource', {}, 2),
      ];
    case 'datetime':
      return [
        el('Format', {}, column.behavior === 'dateonly' ? 'date' : 'datetime'),
        el('CanChangeDateTimeBehavior', {}, 0),
        el('Behavior', {}, column.behavior === 'dateonly' ? 2 : 1),
      ];
    case 'lookup':
      return [el('LookupStyle', {}, 'single'), el('LookupTypes')];
    case 'partylist':
      return [el('LookupStyle', {}, 'multi'), el('LookupTypes')];
    case 'boolean':
    case 'choice':
      return [
        el('AppDefaultValue', {}, column.default ?? (column.type === 'boolean' ? 0 : -1)),
        optionSet(table, column),
      ];
    case 'state':
    case 'status':
      return [optionSet(table, column)];
    default:
      return [];
  }
}

function attribute(table, column) {
  const isPrimaryName = column.name === table.primaryName;
  const mask = [
    isPrimaryName && 'PrimaryName',
    column.type === 'entityname' && 'ObjectTypeCode',
    'ValidForAdvancedFind',
    'ValidForForm',
    'ValidForGrid',
  ].filter(Boolean);
  const writable = column.type !== 'primarykey' && !column.readOnly;
  return el(
    'attribute',
    { PhysicalName: column.schema },
    el('Type', {}, types[column.type]),
    el('Name', {}, column.name),
    el('LogicalName', {}, column.name),
    el('RequiredLevel', {}, column.type === 'primarykey' ? 'systemrequired' : (column.required ?? 'none')),
    el(
      'DisplayMask',
      {},
      column.type === 'primarykey' ? 'ValidForAdvancedFind|RequiredForGrid' : mask.join('|'),
    ),
    el('ImeMode', {}, 'auto'),
    el('ValidForUpdateApi', {}, flag(writable)),
    el('ValidForReadApi', {}, 1),
    el('ValidForCreateApi', {}, flag(writable || column.type === 'primarykey')),
    column.type === 'partylist' ? el('IsLogical', {}, 1) : undefined,
    el('IsCustomField', {}, 0),
    el('IsAuditEnabled', {}, 1),
    el('IsSecured', {}, flag(column.secured)),
    el('IntroducedVersion', {}, '1.0.0.0'),
    el('IsCustomizable', {}, 1),
    text('AutoNumberFormat', column.autoNumber),
    el('SourceType', {}, 0),
    typed(table, column),
    localized('displaynames', 'displayname', column.label),
  );
}

const ownershipMasks = {
  user: 'UserOwned',
  organization: 'OrgOwned',
  business: 'BusinessOwned',
  none: 'None',
};

/** Entity.xml of a table that another solution brings and this one adds columns, forms or views to. */
export function shellFile(table, columns) {
  return document(
    el(
      'Entity',
      { 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance' },
      el(
        'Name',
        { LocalizedName: label(table.label).english, OriginalName: label(table.label).english },
        table.schema,
      ),
      el(
        'EntityInfo',
        {},
        el(
          'entity',
          { Name: table.schema },
          el(
            'attributes',
            {},
            columns.map((column) => attribute(table, column)),
          ),
        ),
      ),
      el('FormXml'),
      el('SavedQueries'),
      el('RibbonDiffXml'),
    ),
  );
}

/** `English|German` of what a table is; a table without a German description stops the generator. */
function described({ schema, description }) {
  const german = germanDescriptions[schema];
  if (german === undefined)
    throw new Error(`no German description of ${schema}: add it to definitions/german-descriptions.json`);
  return `${description}|${german}`;
}

/** Entity.xml of a table. Tables that exist before any solution carry our columns only. */
export function entityFile(table) {
  const mobile = table.mobile.split(' ');
  const readOnly = mobile.includes('ro');
  const fixed = mobile.includes('fixed');
  const always = fixed || mobile.includes('always');
  const own = table.columns.filter((column) => !column.existing && column.addedBy === undefined);
  const details = [
    el('EntitySetName', {}, table.set),
    el('IsDuplicateCheckSupported', {}, 1),
    el('EntityColor', {}, ...(table.color ? [table.color] : [])),
    el('IsBPFEntity', {}, 0),
    el('OwnershipTypeMask', {}, ownershipMasks[table.ownership]),
    el('IsAuditEnabled', {}, 1),
    el('IsActivity', {}, flag(table.activity || table.activityBase)),
    el('IsActivityParty', {}, flag(['account', 'contact', 'lead', 'systemuser'].includes(table.logical))),
    el('HasNotes', {}, flag(table.notes)),
    el('HasActivities', {}, flag(table.activities || ['account', 'contact'].includes(table.logical))),
    el('IsVisibleInMobileClient', {}, 1),
    el('IsReadOnlyInMobileClient', {}, flag(readOnly)),
    el('IsOfflineInMobileClient', {}, flag(mobile.includes('offline'))),
    el('IsQuickCreateEnabled', {}, flag(table.forms?.quickCreate)),
    el('IntroducedVersion', {}, '1.0.0.0'),
    el('IsCustomizable', {}, 1),
    el('CanModifyMobileClientVisibility', {}, flag(!always)),
    el('CanModifyMobileClientReadOnly', {}, flag(!fixed && (!readOnly || mobile.includes('changeable')))),
    el('CanModifyMobileClientOffline', {}, 1),
    text('MobileOfflineFilters', table.offlineFilter),
    el('ChangeTrackingEnabled', {}, 1),
  ];
  return document(
    el(
      'Entity',
      { 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance' },
      el(
        'Name',
        { LocalizedName: label(table.label).english, OriginalName: label(table.label).english },
        table.schema,
      ),
      el('ObjectTypeCode', {}, table.code),
      el(
        'EntityInfo',
        {},
        el(
          'entity',
          { Name: table.schema },
          localized('LocalizedNames', 'LocalizedName', table.label),
          localized('LocalizedCollectionNames', 'LocalizedCollectionName', table.plural),
          localized('Descriptions', 'Description', described(table)),
          el(
            'attributes',
            {},
            own.map((column) => attribute(table, column)),
          ),
          table.system ? [] : details,
        ),
      ),
      el('FormXml'),
      el('SavedQueries'),
      el('RibbonDiffXml'),
    ),
  );
}
