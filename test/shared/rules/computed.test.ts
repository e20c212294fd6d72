import { describe, expect, test } from 'vitest';
import type { Column, Table } from '../../../src/shared/metadata/table.ts';
import { computedColumns } from '../../../src/shared/rules/computed.ts';

const column = (logicalName: string): Column<string> => ({
  logicalName,
  schemaName: logicalName,
  label: logicalName,
  type: 'memo',
  required: 'none',
  validForCreate: true,
  validForUpdate: true,
  validForRead: true,
});

function tableOf(...columns: readonly string[]): Table<string> {
  return {
    logicalName: 'quote',
    schemaName: 'Quote',
    entitySetName: 'quotes',
    label: 'Quote',
    pluralLabel: 'Quotes',
    ownership: 'user',
    primaryId: 'quoteid',
    columns: columns.map(column),
    keys: [],
  };
}

test('the type of a queue item is the table of what it stands for', () => {
  const table = tableOf('objectid', 'objecttypecode');
  const row = { objectid: '4f5c1f0e-6f2a-4c4e-9a53-0d6f0c9b1a11', objectid__type: 'task' };
  expect(computedColumns(table, row)).toEqual({ objecttypecode: 'task' });
});

describe('the composite of an address', () => {
  test.each(['address1', 'billto', 'shipto'])('follows from the parts of %s', (prefix) => {
    const table = tableOf(`${prefix}_composite`);
    const row = {
      [`${prefix}_line1`]: 'Weg 3',
      [`${prefix}_city`]: 'Kiel',
      [`${prefix}_postalcode`]: '24103',
      [`${prefix}_country`]: 'Germany',
    };
    expect(computedColumns(table, row)).toEqual({
      [`${prefix}_composite`]: 'Weg 3\r\nKiel, 24103\r\nGermany',
    });
  });

  test('is left alone where it is right already', () => {
    const row = { billto_city: 'Kiel', billto_composite: 'Kiel' };
    expect(computedColumns(tableOf('billto_composite'), row)).toEqual({});
  });
});
