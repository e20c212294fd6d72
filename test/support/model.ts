import { sql } from 'kysely';
import type {
  Column,
  Labels,
  ManyToMany,
  OneToMany,
  Ownership,
  Relationship,
  Table,
} from '../../src/shared/metadata/table.ts';
import type { Database } from '../../server/db/database.ts';
import { createTable } from '../../server/metadata/ddl.ts';
import { ensureSystemTables } from '../../server/metadata/ensure-system-tables.ts';
import { withImplied } from '../../server/metadata/implied-columns.ts';
import { writeMetaItems } from '../../server/metadata/meta-items.ts';
import { createModelHolder } from '../../server/metadata/model-holder.ts';
import type { ModelHolder } from '../../server/metadata/model.ts';
import { intersectTable } from '../../server/metadata/table-facts.ts';

type Brief = Partial<Column<Labels>> & Pick<Column<Labels>, 'type'>;

const label = (text: string): Labels => ({ '1033': text });

function column(logicalName: string, brief: Brief, primaryName: string): Column<Labels> {
  return {
    logicalName,
    schemaName: logicalName,
    label: label(logicalName),
    required: 'none',
    validForCreate: true,
    validForUpdate: true,
    validForRead: true,
    ...(logicalName === primaryName ? { primaryName: true } : {}),
    ...brief,
  };
}

interface TableBrief {
  readonly name: string;
  readonly schemaName: string;
  readonly set: string;
  readonly ownership: Ownership;
  readonly primaryId?: string;
  readonly primaryName: string;
  readonly isActivity?: boolean;
  readonly hasState?: boolean;
  readonly columns: Readonly<Record<string, Brief>>;
}

function table(brief: TableBrief): Table<Labels> {
  return withImplied(
    {
      logicalName: brief.name,
      schemaName: brief.schemaName,
      entitySetName: brief.set,
      label: label(brief.schemaName),
      pluralLabel: label(brief.set),
      ownership: brief.ownership,
      primaryId: brief.primaryId ?? `${brief.name}id`,
      primaryName: brief.primaryName,
      keys: [],
      ...(brief.isActivity === true ? { isActivity: true } : {}),
      columns: Object.entries(brief.columns).map(([name, each]) => column(name, each, brief.primaryName)),
    },
    brief.hasState ?? true,
  );
}

const text = (maxLength = 100): Brief => ({ type: 'string', maxLength });
const lookup = (...targets: string[]): Brief => ({ type: 'lookup', targets });
const money: Brief = { type: 'money', precision: 2, min: -1_000_000_000, max: 1_000_000_000 };
const computed = { validForCreate: false, validForUpdate: false } as const;

const activity: Readonly<Record<string, Brief>> = {
  subject: text(200),
  activitytypecode: { type: 'entityname', ...computed },
  regardingobjectid: lookup('account', 'contact'),
  scheduledend: { type: 'datetime', behavior: 'userlocal' },
};

const tables: readonly Table<Labels>[] = [
  table({
    name: 'account',
    schemaName: 'Account',
    set: 'accounts',
    ownership: 'user',
    primaryName: 'name',
    columns: {
      name: { ...text(160), required: 'systemrequired' },
      accountnumber: { ...text(20), autoNumber: 'A-{SEQNUM:5}-{DATETIMEUTC:yyyy}' },
      revenue: money,
      revenue_base: { ...money, ...computed, precision: 4 },
      exchangerate: { type: 'decimal', precision: 10, ...computed },
      transactioncurrencyid: lookup('transactioncurrency'),
      numberofemployees: { type: 'integer', min: 0, max: 1_000_000 },
      industrycode: {
        type: 'choice',
        options: [
          { value: 1, label: { '1033': 'Accounting', '1031': 'Buchhaltung' } },
          { value: 2, label: { '1033': 'Agriculture' } },
        ],
      },
      interests: {
        type: 'choices',
        options: [1, 2, 3].map((value) => ({ value, label: label(`Interest ${value}`) })),
      },
      creditonhold: { type: 'boolean', defaultValue: false },
      founded: { type: 'datetime', behavior: 'dateonly' },
      lastvisit: { type: 'datetime', behavior: 'userlocal' },
      opening: { type: 'datetime', behavior: 'timezoneindependent' },
      latitude: { type: 'double', precision: 5, min: -90, max: 90 },
      bignumber: { type: 'bigint' },
      creditrating: { ...text(100), secured: true, defaultValue: 'unknown' },
      parentaccountid: lookup('account'),
      primarycontactid: lookup('contact'),
      address1_line1: text(250),
      address1_city: text(80),
      address1_postalcode: text(20),
      address1_composite: { ...text(1000), ...computed },
    },
  }),
  table({
    name: 'contact',
    schemaName: 'Contact',
    set: 'contacts',
    ownership: 'user',
    primaryName: 'fullname',
    columns: {
      fullname: { ...text(160), ...computed },
      firstname: text(50),
      lastname: { ...text(50), required: 'required' },
      emailaddress1: { ...text(100), format: 'email' },
      parentcustomerid: { type: 'customer', targets: ['account', 'contact'] },
    },
  }),
  table({
    name: 'accountnote',
    schemaName: 'AccountNote',
    set: 'accountnotes',
    ownership: 'none',
    primaryName: 'subject',
    hasState: false,
    columns: { subject: text(200), accountid: lookup('account') },
  }),
  table({
    name: 'transactioncurrency',
    schemaName: 'TransactionCurrency',
    set: 'transactioncurrencies',
    ownership: 'organization',
    primaryName: 'currencyname',
    columns: {
      currencyname: text(100),
      isocurrencycode: text(5),
      currencysymbol: text(10),
      currencyprecision: { type: 'integer', min: 0, max: 4 },
      exchangerate: { type: 'decimal', precision: 10 },
    },
  }),
  table({
    name: 'activitypointer',
    schemaName: 'ActivityPointer',
    set: 'activitypointers',
    ownership: 'user',
    primaryId: 'activityid',
    primaryName: 'subject',
    isActivity: true,
    columns: activity,
  }),
  table({
    name: 'task',
    schemaName: 'Task',
    set: 'tasks',
    ownership: 'user',
    primaryId: 'activityid',
    primaryName: 'subject',
    isActivity: true,
    columns: { ...activity, percentcomplete: { type: 'integer', min: 0, max: 100 } },
  }),
  intersectTable({
    name: 'accountcontact',
    primaryId: 'accountcontactid',
    set: 'accountcontactset',
    first: ['account', 'accountid'],
    second: ['contact', 'contactid'],
  }),
];

function oneToMany(
  schemaName: string,
  ends: readonly [string, string, string],
  onDelete: OneToMany['onDelete'],
  lookupProperty = ends[1],
): OneToMany {
  const [referencing, lookupColumn, referenced] = ends;
  return {
    kind: 'one-to-many',
    schemaName,
    referenced,
    referencing,
    column: lookupColumn,
    lookupProperty,
    collectionProperty: schemaName,
    onDelete,
    onAssign: 'none',
    onShare: 'none',
  };
}

const association: ManyToMany = {
  kind: 'many-to-many',
  schemaName: 'accountcontact_association',
  intersect: 'accountcontact',
  tableA: 'account',
  columnA: 'accountid',
  propertyA: 'accountcontact_association',
  tableB: 'contact',
  columnB: 'contactid',
  propertyB: 'accountcontact_association',
};

const relationships: readonly Relationship[] = [
  {
    ...oneToMany('account_parent_account', ['account', 'parentaccountid', 'account'], 'removelink'),
    hierarchical: true,
  },
  oneToMany('account_primary_contact', ['account', 'primarycontactid', 'contact'], 'removelink'),
  oneToMany(
    'contact_customer_accounts',
    ['contact', 'parentcustomerid', 'account'],
    'removelink',
    'parentcustomerid_account',
  ),
  oneToMany(
    'contact_customer_contacts',
    ['contact', 'parentcustomerid', 'contact'],
    'removelink',
    'parentcustomerid_contact',
  ),
  oneToMany('account_notes', ['accountnote', 'accountid', 'account'], 'all'),
  oneToMany('account_tasks', ['task', 'regardingobjectid', 'account'], 'all', 'regardingobjectid_account'),
  oneToMany(
    'contact_tasks',
    ['task', 'regardingobjectid', 'contact'],
    'removelink',
    'regardingobjectid_contact',
  ),
  oneToMany('currency_accounts', ['account', 'transactioncurrencyid', 'transactioncurrency'], 'restrict'),
  association,
];

/** A small model of every kind of table, beside the system tables; the database must be migrated. */
export async function createTestModel(database: Database): Promise<ModelHolder> {
  await ensureSystemTables(database);
  for (const each of tables)
    for (const statement of createTable(each)) await sql.raw(statement).execute(database.db);
  await writeMetaItems(database.db, [
    ...tables.map((each) => ({
      kind: 'table' as const,
      name: each.logicalName,
      solution: 'Test',
      body: { table: each, publisher: 'test', columnPublishers: {} },
    })),
    ...relationships.map((body) => ({
      kind: 'relationship' as const,
      name: body.schemaName,
      solution: 'Test',
      body,
    })),
  ]);
  return createModelHolder(database);
}
