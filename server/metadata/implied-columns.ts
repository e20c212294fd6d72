import type { Column, Labels, Ownership, Table } from '../../src/shared/metadata/table.ts';

function label(english: string, german: string): Labels {
  return { '1033': english, '1031': german };
}

type Facts = Omit<
  Column<Labels>,
  'schemaName' | 'required' | 'validForCreate' | 'validForUpdate' | 'validForRead' | 'system'
> &
  Partial<Column<Labels>>;

function column(facts: Facts): Column<Labels> {
  return {
    schemaName: facts.logicalName,
    required: 'none',
    validForCreate: false,
    validForUpdate: false,
    validForRead: true,
    system: true,
    ...facts,
  };
}

const recorded: readonly Column<Labels>[] = [
  column({ logicalName: 'versionnumber', type: 'bigint', label: label('Version Number', 'Versionsnummer') }),
  column({
    logicalName: 'createdon',
    type: 'datetime',
    behavior: 'userlocal',
    label: label('Created On', 'Erstellt am'),
  }),
  column({
    logicalName: 'modifiedon',
    type: 'datetime',
    behavior: 'userlocal',
    label: label('Modified On', 'Geändert am'),
  }),
  column({
    logicalName: 'createdby',
    type: 'lookup',
    targets: ['systemuser'],
    label: label('Created By', 'Erstellt von'),
  }),
  column({
    logicalName: 'modifiedby',
    type: 'lookup',
    targets: ['systemuser'],
    label: label('Modified By', 'Geändert von'),
  }),
];

const stateful: readonly Column<Labels>[] = [
  column({
    logicalName: 'statecode',
    type: 'state',
    label: label('Status', 'Status'),
    required: 'systemrequired',
    validForUpdate: true,
    options: [
      { value: 0, label: label('Active', 'Aktiv'), defaultStatus: 1 },
      { value: 1, label: label('Inactive', 'Inaktiv'), defaultStatus: 2 },
    ],
  }),
  column({
    logicalName: 'statuscode',
    type: 'status',
    label: label('Status Reason', 'Statusgrund'),
    validForCreate: true,
    validForUpdate: true,
    options: [
      { value: 1, label: label('Active', 'Aktiv'), state: 0 },
      { value: 2, label: label('Inactive', 'Inaktiv'), state: 1 },
    ],
  }),
];

const owned: readonly Column<Labels>[] = [
  column({
    logicalName: 'ownerid',
    type: 'owner',
    targets: ['systemuser', 'team'],
    label: label('Owner', 'Besitzer'),
    required: 'systemrequired',
    validForCreate: true,
    validForUpdate: true,
  }),
  column({
    logicalName: 'owningbusinessunit',
    type: 'lookup',
    targets: ['businessunit'],
    label: label('Owning Business Unit', 'Besitzende Unternehmenseinheit'),
  }),
  column({
    logicalName: 'owninguser',
    type: 'lookup',
    targets: ['systemuser'],
    label: label('Owning User', 'Besitzender Benutzer'),
  }),
  column({
    logicalName: 'owningteam',
    type: 'lookup',
    targets: ['team'],
    label: label('Owning Team', 'Besitzendes Team'),
  }),
];

/** Targets of lookups whose name alone says where they lead, since exports leave them out. */
export const knownTargets: Readonly<Record<string, readonly string[]>> = {
  createdby: ['systemuser'],
  modifiedby: ['systemuser'],
  createdonbehalfby: ['systemuser'],
  modifiedonbehalfby: ['systemuser'],
  owninguser: ['systemuser'],
  owningteam: ['team'],
  owningbusinessunit: ['businessunit'],
  organizationid: ['organization'],
  transactioncurrencyid: ['transactioncurrency'],
};

const systemNames = new Set([
  ...recorded.map((one) => one.logicalName),
  ...owned.map((one) => one.logicalName),
  'statecode',
  'createdonbehalfby',
  'modifiedonbehalfby',
  'overriddencreatedon',
  'importsequencenumber',
  'timezoneruleversionnumber',
  'utcconversiontimezonecode',
  'organizationid',
]);

/** True for columns that every table of its kind has; nobody designs or fills them. */
export function isSystemColumn(logicalName: string): boolean {
  return systemNames.has(logicalName);
}

/** Columns that the platform gives a table without its file naming them. */
export function impliedColumns(
  table: { readonly logicalName: string; readonly primaryId: string; readonly schemaName?: string },
  ownership: Ownership,
  hasState: boolean,
): readonly Column<Labels>[] {
  const primary = column({
    logicalName: table.primaryId,
    type: 'uniqueidentifier',
    label: label('Id', 'Id'),
    required: 'systemrequired',
    primaryId: true,
    validForCreate: true,
  });
  const business = owned.filter((one) => one.logicalName === 'owningbusinessunit');
  return [
    primary,
    ...recorded,
    ...(hasState ? stateful : []),
    ...(ownership === 'user' ? owned : ownership === 'business' ? business : []),
  ];
}

/**
 * Gives what the platform fills itself the type that it fills it with, whatever the file states; `changed` hears of each.
 * Only for tables that are not made yet.
 */
export function withSystemTypes(
  table: Table<Labels>,
  changed: (column: Column<Labels>, type: Column<Labels>['type']) => void,
): Table<Labels> {
  const implied = new Map([...recorded, ...stateful, ...owned].map((one) => [one.logicalName, one] as const));
  const columns = table.columns.map((one): Column<Labels> => {
    const own = implied.get(one.logicalName);
    // Lookups are ids in some exports, and stored alike.
    const isSame = own?.type === one.type || (own?.type === 'lookup' && one.type === 'uniqueidentifier');
    if (own === undefined || (isSame && !one.primaryId)) return one;
    changed(one, own.type);
    return { ...own, schemaName: one.schemaName, label: one.label };
  });
  return { ...table, columns };
}

/** Adds what is implied and absent, and marks system columns; the file's own definitions win. */
export function withImplied(table: Table<Labels>, hasState: boolean): Table<Labels> {
  const known = new Map(table.columns.map((one) => [one.logicalName, one]));
  for (const implied of impliedColumns(table, table.ownership, hasState))
    if (!known.has(implied.logicalName)) known.set(implied.logicalName, implied);
  const columns = [...known.values()].map((one): Column<Labels> => {
    const targets = one.targets?.length === 0 ? knownTargets[one.logicalName] : one.targets;
    const marked = isSystemColumn(one.logicalName) ? { system: true } : {};
    return { ...one, ...(targets === undefined ? {} : { targets }), ...marked };
  });
  return { ...table, columns: columns.sort((a, b) => (a.logicalName < b.logicalName ? -1 : 1)) };
}
