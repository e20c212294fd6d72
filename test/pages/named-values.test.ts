import { expect, test } from 'vitest';
import { namedValues } from '../../src/pages/named-values.ts';
import type { Table } from '../../src/shared/metadata/table.ts';

function table(primaryName: string, writable: readonly string[], readOnly: readonly string[] = []): Table {
  const column = (logicalName: string, isWritable: boolean) => ({
    logicalName,
    schemaName: logicalName,
    type: 'string' as const,
    label: logicalName,
    required: 'none' as const,
    validForCreate: isWritable,
    validForUpdate: isWritable,
    validForRead: true,
  });
  return {
    logicalName: 'thing',
    schemaName: 'thing',
    entitySetName: 'things',
    label: 'Thing',
    pluralLabel: 'Things',
    ownership: 'user',
    primaryId: 'thingid',
    primaryName,
    columns: [...writable.map((name) => column(name, true)), ...readOnly.map((name) => column(name, false))],
    keys: [],
  };
}

test('what was typed is the name', () => {
  expect(namedValues(table('name', ['name']), ' Contoso ')).toEqual({ name: 'Contoso' });
});

test('a full name is put into first and last name', () => {
  const contact = table('fullname', ['firstname', 'lastname'], ['fullname']);
  expect(namedValues(contact, 'Ada King Lovelace')).toEqual({ firstname: 'Ada King', lastname: 'Lovelace' });
  expect(namedValues(contact, 'Lovelace')).toEqual({ lastname: 'Lovelace' });
});

test('nothing typed, or nowhere to put it, is nothing', () => {
  expect(namedValues(table('name', ['name']), '  ')).toEqual({});
  expect(namedValues(table('number', [], ['number']), 'x')).toEqual({});
});
