import { describe, expect, it } from 'vitest';
import { FormSession } from '../../../src/components/form/form-session.ts';
import type { Column, Table } from '../../../src/shared/metadata/table.ts';
import type { RecordView } from '../../../src/data/client.ts';

function column(logicalName: string, more: Partial<Column> = {}): Column {
  return {
    logicalName,
    schemaName: logicalName,
    type: 'string',
    label: logicalName,
    required: 'none',
    validForCreate: true,
    validForUpdate: true,
    validForRead: true,
    ...more,
  };
}

const account: Table = {
  logicalName: 'account',
  schemaName: 'Account',
  entitySetName: 'accounts',
  label: 'Account',
  pluralLabel: 'Accounts',
  ownership: 'user',
  primaryId: 'accountid',
  primaryName: 'name',
  keys: [],
  columns: [
    column('accountid', { type: 'uniqueidentifier' }),
    column('name', { maxLength: 10 }),
    column('telephone1'),
    column('employees', { type: 'integer', min: 0, max: 100 }),
    column('parent', { type: 'customer', targets: ['account', 'contact'] }),
  ],
};

function record(values: RecordView['values']): RecordView {
  return { id: 'a', values, rights: 3, version: '1', entries: [] };
}

function open(values: RecordView['values'] = { name: 'Contoso', telephone1: '1' }): FormSession {
  return new FormSession({ table: account, id: 'a', record: record(values) });
}

describe('an edited record', () => {
  it('sends changed columns with what the person was shown', () => {
    const form = open();
    form.set('name', 'Fabrikam');
    expect(form.toOperation()).toEqual({
      kind: 'update',
      table: 'account',
      id: 'a',
      values: { name: 'Fabrikam' },
      replaced: { name: 'Contoso' },
    });
  });

  it('keeps an edit when the record changes underneath, and its base stays what was shown', () => {
    const form = open();
    form.set('name', 'Fabrikam');
    form.follow(record({ name: 'Contoso Ltd', telephone1: '2' }));
    expect(form.value('name')).toBe('Fabrikam');
    expect(form.value('telephone1')).toBe('2');
    expect(form.toOperation()).toMatchObject({ replaced: { name: 'Contoso' } });
  });

  it('is clean again when the column is set back', () => {
    const form = open();
    form.set('name', 'Fabrikam');
    form.set('name', 'Contoso');
    expect(form.isDirty).toBe(false);
    expect(form.toOperation()).toBeUndefined();
  });

  it('is clean when the server comes to hold the same value', () => {
    const form = open();
    form.set('name', 'Fabrikam');
    form.follow(record({ name: 'Fabrikam', telephone1: '1' }));
    expect(form.isDirty).toBe(false);
  });

  it('sends a polymorphic lookup as id and table, never its display name', () => {
    const form = open();
    form.setLookup('parent', { table: 'contact', id: 'c', name: 'Ada' });
    expect(form.value('parent__name')).toBe('Ada');
    expect(form.toOperation()).toMatchObject({ values: { parent: 'c', parent__type: 'contact' } });
    expect(Object.keys((form.toOperation() as { values: object }).values)).not.toContain('parent__name');
  });

  it('sends id and table of a polymorphic lookup together when only the id changed', () => {
    const form = open({ parent: 'a1', parent__type: 'account', parent__name: 'One' });
    form.setLookup('parent', { table: 'account', id: 'a2', name: 'Two' });
    expect(form.toOperation()).toMatchObject({
      values: { parent: 'a2', parent__type: 'account' },
      replaced: { parent: 'a1', parent__type: 'account' },
    });
  });

  it('keeps what is typed while it is being saved, with what was saved as its base', () => {
    const form = open();
    form.set('name', 'First');
    const snapshot = form.snapshot();
    form.set('name', 'Second');
    form.set('telephone1', '2');
    form.saved(snapshot);
    expect(form.toOperation()).toMatchObject({
      values: { name: 'Second', telephone1: '2' },
      replaced: { name: 'First', telephone1: '1' },
    });
  });

  it('keeps that a column was set back while it was being saved', () => {
    const form = open();
    form.set('name', 'First');
    const snapshot = form.snapshot();
    form.set('name', 'Contoso');
    form.saved(snapshot);
    expect(form.toOperation()).toMatchObject({ values: { name: 'Contoso' }, replaced: { name: 'First' } });
  });

  it('is clean after a save although the record came first', () => {
    const form = open();
    form.set('name', 'First');
    const snapshot = form.snapshot();
    form.follow(record({ name: 'First', telephone1: '1' }));
    form.saved(snapshot);
    expect(form.isDirty).toBe(false);
  });

  it('names what keeps it from being saved', () => {
    const form = open({ name: null });
    form.set('employees', 101);
    form.set('telephone1', '5');
    form.setInvalid('telephone1', { key: 'not-a-number' });
    expect(form.problems(['name'])).toEqual({
      name: { key: 'required' },
      employees: { key: 'too-large', limit: 100 },
      telephone1: { key: 'not-a-number' },
    });
    form.set('name', 'much too long a name');
    expect(form.problems(['name'])['name']).toEqual({ key: 'too-long', limit: 10 });
  });

  it('has nothing to send after it was saved', () => {
    const form = open();
    form.set('name', 'Fabrikam');
    form.saved(form.snapshot());
    expect(form.isDirty).toBe(false);
    expect(form.value('name')).toBe('Fabrikam');
  });
});

describe('a new record', () => {
  it('sends its defaults and edits', () => {
    const form = new FormSession({ table: account, id: 'n', defaults: { telephone1: '9' } });
    form.set('name', 'New');
    expect(form.toOperation()).toEqual({
      kind: 'create',
      table: 'account',
      id: 'n',
      values: { telephone1: '9', name: 'New' },
    });
  });

  it('has nothing to lose while it holds its first values only', () => {
    const form = new FormSession({ table: account, id: 'n', defaults: { telephone1: '9' } });
    expect(form.isDirty).toBe(false);
    expect(form.value('telephone1')).toBe('9');
    form.set('telephone1', null);
    expect(form.isDirty).toBe(true);
    expect(form.toOperation()).toMatchObject({ kind: 'create', values: { telephone1: null } });
  });

  it('becomes an edited record when the device has it, and keeps what was typed meanwhile', () => {
    const form = new FormSession({ table: account, id: 'a' });
    form.set('name', 'New');
    form.saved(form.snapshot());
    form.set('telephone1', '7');
    form.follow(record({ name: 'New' }));
    expect(form.isNew).toBe(false);
    expect(form.toOperation()).toMatchObject({
      kind: 'update',
      values: { telephone1: '7' },
      replaced: { telephone1: null },
    });
  });
});
