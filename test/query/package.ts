import type { AppPackage } from '../../src/shared/metadata/app.ts';
import type { Column, Table } from '../../src/shared/metadata/table.ts';

const column = (logicalName: string, type: Column['type'], more: Partial<Column> = {}): Column => ({
  logicalName,
  schemaName: logicalName,
  type,
  label: logicalName,
  required: 'none',
  validForCreate: true,
  validForUpdate: true,
  validForRead: true,
  ...more,
});

const table = (logicalName: string, columns: readonly Column[]): Table => ({
  logicalName,
  schemaName: logicalName,
  entitySetName: `${logicalName}s`,
  label: logicalName,
  pluralLabel: logicalName,
  ownership: 'user',
  primaryId: `${logicalName}id`,
  primaryName: 'name',
  columns: [
    column(`${logicalName}id`, 'uniqueidentifier', { primaryId: true, validForUpdate: false }),
    column('name', 'string', { primaryName: true, maxLength: 100, required: 'required' }),
    column('statecode', 'state', {
      validForCreate: false,
      options: [
        { value: 0, label: 'Active', defaultStatus: 1 },
        { value: 1, label: 'Inactive', defaultStatus: 2 },
      ],
    }),
    column('statuscode', 'status', {
      options: [
        { value: 1, label: 'Active', state: 0 },
        { value: 2, label: 'Inactive', state: 1 },
      ],
    }),
    column('modifiedon', 'datetime', { validForCreate: false, validForUpdate: false, system: true }),
    ...columns,
  ],
  keys: [],
});

/** Accounts with contacts, and an N:N between contacts and lists. */
export const samplePackage: AppPackage = {
  format: 1,
  app: { id: 'app', uniqueName: 'sample', name: 'Sample', description: '' },
  language: 1033,
  metadataVersion: 'm1',
  tables: [
    table('account', [
      column('city', 'string', { maxLength: 50 }),
      column('employees', 'integer', { min: 0, max: 1000 }),
      column('parentid', 'lookup', { targets: ['account'] }),
      column('primarycontactid', 'lookup', { targets: ['contact'] }),
    ]),
    table('contact', [
      column('accountid', 'lookup', { targets: ['account'] }),
      column('firstname', 'string'),
      column('lastname', 'string'),
      column('fullname', 'string', { validForCreate: false, validForUpdate: false }),
    ]),
    table('list', []),
    {
      ...table('listcontact', [
        column('listid', 'lookup', { targets: ['list'] }),
        column('contactid', 'lookup', { targets: ['contact'] }),
      ]),
      isIntersect: true,
    },
  ],
  carried: ['account', 'contact', 'list', 'listcontact'],
  relationships: [
    {
      kind: 'many-to-many',
      schemaName: 'list_contact',
      intersect: 'listcontact',
      tableA: 'list',
      columnA: 'listid',
      propertyA: 'contacts',
      tableB: 'contact',
      columnB: 'contactid',
      propertyB: 'lists',
    },
  ],
  forms: [],
  views: [],
  siteMap: { showHome: true, showRecent: true, showPinned: true, areas: [] },
  privileges: { account: { read: 4, write: 4, create: 4 }, contact: { read: 4 } },
};
