import type { AppPackage, SubArea } from '../../src/shared/metadata/app.ts';
import type { Column, ColumnType, Table } from '../../src/shared/metadata/table.ts';
import type { View, ViewCell } from '../../src/shared/metadata/view.ts';
import type { Condition, Link, Query } from '../../src/shared/query/ast.ts';

function column(logicalName: string, type: ColumnType, label: string, more: Partial<Column> = {}): Column {
  return {
    logicalName,
    schemaName: logicalName,
    type,
    label,
    required: 'none',
    validForCreate: true,
    validForUpdate: true,
    validForRead: true,
    ...more,
  };
}

function table(logicalName: string, label: string, pluralLabel: string, columns: readonly Column[]): Table {
  const primaryId = `${logicalName}id`;
  return {
    logicalName,
    schemaName: logicalName,
    entitySetName: `${logicalName}s`,
    label,
    pluralLabel,
    ownership: 'user',
    primaryId,
    primaryName: columns.find((one) => one.primaryName)?.logicalName,
    columns: [column(primaryId, 'uniqueidentifier', label, { primaryId: true }), ...columns],
    keys: [],
  };
}

const stateOptions = [
  { value: 0, label: 'Active', color: '#1a7342' },
  { value: 1, label: 'Inactive', color: '#767d8a' },
];

const owner = column('ownerid', 'owner', 'Owner', { targets: ['systemuser', 'team'] });
const state = column('statecode', 'state', 'Status', { options: stateOptions });

const tables: readonly Table[] = [
  table('account', 'Account', 'Accounts', [
    column('name', 'string', 'Account Name', { primaryName: true, required: 'required' }),
    column('telephone1', 'string', 'Main Phone', { format: 'phone' }),
    column('emailaddress1', 'string', 'Email', { format: 'email' }),
    column('address1_city', 'string', 'City'),
    column('primarycontactid', 'lookup', 'Primary Contact', { targets: ['contact'] }),
    column('revenue', 'money', 'Annual Revenue', { precision: 2 }),
    column('transactioncurrencyid', 'lookup', 'Currency', { targets: ['transactioncurrency'] }),
    column('numberofemployees', 'integer', 'Employees'),
    column('industrycode', 'choice', 'Industry', {
      options: [
        { value: 1, label: 'Accounting', color: '#2458c5' },
        { value: 2, label: 'Building Supply', color: '#8a5300' },
        { value: 3, label: 'Wholesale and Retail of Very Small Things', color: '#7a3ea8' },
      ],
    }),
    column('createdon', 'datetime', 'Created On', { behavior: 'userlocal' }),
    state,
    owner,
  ]),
  table('contact', 'Contact', 'Contacts', [
    column('fullname', 'string', 'Full Name', { primaryName: true }),
    column('emailaddress1', 'string', 'Email', { format: 'email' }),
    column('jobtitle', 'string', 'Job Title'),
    state,
    owner,
  ]),
  table('opportunity', 'Opportunity', 'Opportunities', [
    column('name', 'string', 'Topic', { primaryName: true }),
    column('estimatedvalue', 'money', 'Est. Revenue', { precision: 2 }),
    column('estimatedclosedate', 'datetime', 'Est. Close Date', { behavior: 'dateonly' }),
    state,
    owner,
  ]),
  table('pm_permit', 'Permit', 'Permits', [column('pm_name', 'string', 'Name', { primaryName: true })]),
  table('systemuser', 'User', 'Users', [column('fullname', 'string', 'Full Name', { primaryName: true })]),
];

function view(
  id: string,
  tableName: string,
  name: string,
  cells: readonly (readonly [string, number])[],
  more: Partial<Query> & Partial<Pick<View, 'type' | 'isDefault'>> = {},
): View {
  const { type = 'public', isDefault = false, ...query } = more;
  const viewCells: ViewCell[] = cells.map(([name_, width]) => ({
    column: name_,
    width,
    hidden: false,
    sortable: true,
  }));
  return {
    id,
    table: tableName,
    type,
    name,
    isDefault,
    query: {
      kind: 'query',
      table: tableName,
      columns: cells.filter(([cell]) => !cell.includes('.')).map(([cell]) => ({ column: cell })),
      links: [],
      orders: [],
      ...query,
    },
    cells: viewCells,
  };
}

const isActive: Condition = { kind: 'condition', column: 'statecode', operator: 'eq', values: ['0'] };

const contactLink: Link = {
  kind: 'link',
  table: 'contact',
  alias: 'primary',
  from: 'contactid',
  to: 'primarycontactid',
  type: 'outer',
  columns: [{ column: 'emailaddress1' }],
  links: [],
  orders: [],
};

const absentLink: Link = {
  ...contactLink,
  table: 'territory',
  alias: 'territory',
  from: 'territoryid',
  to: 'territoryid',
  columns: [{ column: 'name' }],
};

const views: readonly View[] = [
  view(
    'a0000000-0000-4000-8000-000000000001',
    'account',
    'Active Accounts',
    [
      ['name', 280],
      ['telephone1', 140],
      ['address1_city', 130],
      ['primarycontactid', 170],
      ['primary.emailaddress1', 200],
      ['industrycode', 170],
      ['revenue', 140],
      ['numberofemployees', 110],
      ['createdon', 170],
      ['territory.name', 140],
    ],
    {
      isDefault: true,
      filter: isActive,
      links: [contactLink, absentLink],
      orders: [{ column: 'name', descending: false }],
    },
  ),
  view('a0000000-0000-4000-8000-000000000002', 'account', 'All Accounts', [
    ['name', 280],
    ['statecode', 110],
    ['ownerid', 160],
    ['revenue', 140],
  ]),
  view(
    'a0000000-0000-4000-8000-000000000003',
    'account',
    'Accounts That Nobody Has Been to Since the Beginning of the Previous Fiscal Year',
    [['name', 300]],
    { filter: { kind: 'condition', column: 'name', operator: 'eq', values: ['no such name'] } },
  ),
  view('a0000000-0000-4000-8000-000000000009', 'account', 'Quick Find', [['name', 280]], {
    type: 'quickfind',
    filter: {
      kind: 'or',
      quickFind: true,
      filters: ['name', 'address1_city'].map((name) => ({
        kind: 'condition',
        column: name,
        operator: 'like',
        values: ['{0}'],
      })),
    },
  }),
  view(
    'c0000000-0000-4000-8000-000000000001',
    'contact',
    'Active Contacts',
    [
      ['fullname', 240],
      ['emailaddress1', 240],
      ['jobtitle', 180],
    ],
    { isDefault: true, orders: [{ column: 'fullname', descending: false }] },
  ),
  view(
    'd0000000-0000-4000-8000-000000000001',
    'opportunity',
    'Open Opportunities',
    [
      ['name', 280],
      ['estimatedvalue', 140],
      ['estimatedclosedate', 140],
      ['ownerid', 160],
    ],
    { isDefault: true },
  ),
  view('e0000000-0000-4000-8000-000000000001', 'pm_permit', 'Active Permits', [['pm_name', 280]], {
    isDefault: true,
  }),
];

function subArea(id: string, title: string, tableName: string): SubArea {
  return {
    id,
    title,
    target: { kind: 'table', table: tableName },
    privileges: [{ table: tableName, verbs: ['read'] }],
  };
}

const all = { create: 4, read: 4, write: 4, delete: 4, append: 4, appendto: 4, assign: 4, share: 4 } as const;

const euroId = '20000000-0000-4000-8000-000000000001';

/** A small sales app with awkward cases: long names, a linked table that is not carried, a table without rows. */
export const fakeAppPackage: AppPackage = {
  format: 1,
  app: {
    id: '10000000-0000-4000-8000-000000000001',
    uniqueName: 'sales',
    name: 'Sales',
    description: 'Accounts, contacts and opportunities for people who sell.',
  },
  language: 1033,
  metadataVersion: '1',
  tables,
  carried: ['account', 'contact', 'opportunity', 'pm_permit'],
  relationships: [],
  forms: [],
  views,
  siteMap: {
    showHome: true,
    showRecent: true,
    showPinned: true,
    areas: [
      {
        id: 'sales',
        title: 'Sales',
        groups: [
          {
            id: 'customers',
            title: 'Customers',
            subAreas: [
              subArea('accounts', 'Accounts', 'account'),
              subArea('contacts', 'Contacts', 'contact'),
            ],
          },
          {
            id: 'work',
            title: 'Sales',
            subAreas: [
              subArea('opportunities', 'Opportunities', 'opportunity'),
              {
                id: 'help',
                title: 'Sales Handbook',
                target: { kind: 'url', url: 'https://example.com/handbook' },
                privileges: [],
              },
            ],
          },
        ],
      },
      {
        id: 'permits',
        title: 'Permits and Inspections',
        groups: [{ id: 'permits', title: 'Permits', subAreas: [subArea('permits', 'Permits', 'pm_permit')] }],
      },
    ],
  },
  currencies: {
    all: [
      { id: euroId, name: 'Euro', symbol: '€', precision: 2 },
      { id: '20000000-0000-4000-8000-000000000002', name: 'US Dollar', symbol: '$', precision: 2 },
    ],
    baseId: euroId,
  },
  privileges: { account: all, contact: all, opportunity: all, pm_permit: all },
};
