import { describe, expect, it } from 'vitest';
import { relatedQuery } from '../../../src/components/form/related-query.ts';
import type { Table } from '../../../src/shared/metadata/table.ts';

const contact: Table = {
  logicalName: 'contact',
  schemaName: 'Contact',
  entitySetName: 'contacts',
  label: 'Contact',
  pluralLabel: 'Contacts',
  ownership: 'user',
  primaryId: 'contactid',
  primaryName: 'fullname',
  keys: [],
  columns: [
    {
      logicalName: 'parentcustomerid',
      schemaName: 'ParentCustomerId',
      type: 'customer',
      label: 'Company',
      required: 'none',
      targets: ['account', 'contact'],
      validForCreate: true,
      validForUpdate: true,
      validForRead: true,
    },
  ],
};

const parent = { parentTable: 'account', parentId: 'a1', parentName: 'Contoso' };

describe('rows that belong to a record', () => {
  it('are found by the lookup column, and a new one starts with it', () => {
    const related = relatedQuery({
      ...parent,
      table: contact,
      view: undefined,
      relationship: {
        kind: 'one-to-many',
        schemaName: 'contact_customer_accounts',
        referenced: 'account',
        referencing: 'contact',
        column: 'parentcustomerid',
        lookupProperty: 'parentcustomerid_account',
        collectionProperty: 'contact_customer_accounts',
        onDelete: 'none',
        onAssign: 'none',
        onShare: 'none',
      },
    });
    expect(related.query.filter).toEqual({
      kind: 'and',
      filters: [{ kind: 'condition', column: 'parentcustomerid', operator: 'eq', values: ['a1'] }],
    });
    expect(related.query.orders).toEqual([{ column: 'fullname', descending: false }]);
    expect(related.defaults).toEqual({
      parentcustomerid: 'a1',
      parentcustomerid__type: 'account',
      parentcustomerid__name: 'Contoso',
    });
  });

  it('are found through the intersect table of an N:N relationship, from either side', () => {
    const related = relatedQuery({
      ...parent,
      table: contact,
      view: undefined,
      relationship: {
        kind: 'many-to-many',
        schemaName: 'account_contact',
        intersect: 'accountcontact',
        tableA: 'contact',
        columnA: 'contactid',
        propertyA: 'a',
        tableB: 'account',
        columnB: 'accountid',
        propertyB: 'b',
      },
    });
    expect(related.defaults).toBeUndefined();
    expect(related.query.links).toMatchObject([
      {
        table: 'accountcontact',
        from: 'contactid',
        to: 'contactid',
        type: 'exists',
        filter: { column: 'accountid', operator: 'eq', values: ['a1'] },
      },
    ]);
  });
});
