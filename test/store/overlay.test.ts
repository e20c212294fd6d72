import { describe, expect, it } from 'vitest';
import type { Operation, OutboxEntry } from '../../src/store/entry.ts';
import { mergeIntoWaiting, overlay } from '../../src/store/overlay.ts';
import { entryOf, guidOf } from '../conformance/store-samples.ts';

const entry = (operation: Operation, more: Partial<OutboxEntry> = {}): OutboxEntry => ({
  ...entryOf(1),
  sequence: 1,
  operation,
  ...more,
});
const row = { table: 'account', id: guidOf(1) };
const update = (values: Record<string, string>, replaced: Record<string, string> = {}) =>
  ({ kind: 'update', ...row, values, replaced }) as const;
const create = (values: Record<string, string>) => ({ kind: 'create', ...row, values }) as const;
const remove = { kind: 'delete', ...row, version: '1' } as const;

describe('overlay', () => {
  it('is the stored row without entries', () => {
    expect(overlay({ name: 'a' }, [])).toEqual({ name: 'a' });
    expect(overlay(undefined, [])).toBeUndefined();
  });

  it('lays updates over the stored row in order and leaves the stored row alone', () => {
    const stored = { name: 'a', city: 'x' };
    expect(overlay(stored, [entry(update({ name: 'b' })), entry(update({ name: 'c' }))])).toEqual({
      name: 'c',
      city: 'x',
    });
    expect(stored.name).toBe('a');
  });

  it('shows a created row with what is predicted for it, its own values first', () => {
    const predict = () => ({ statecode: 0, name: 'predicted' });
    expect(overlay(undefined, [entry(create({ name: 'new' }))], predict)).toEqual({
      statecode: 0,
      name: 'new',
    });
  });

  it('shows nothing of an update to a row that is not here', () => {
    expect(overlay(undefined, [entry(update({ name: 'b' }))])).toBeUndefined();
  });

  it('hides a row whose deletion waits and shows it again when the deletion was refused', () => {
    expect(overlay({ name: 'a' }, [entry(remove)])).toBeUndefined();
    expect(overlay({ name: 'a' }, [entry(remove, { state: 'sealed' })])).toBeUndefined();
    expect(overlay({ name: 'a' }, [entry(remove, { state: 'refused' })])).toEqual({ name: 'a' });
  });

  it('keeps showing values that were refused', () => {
    expect(overlay({ name: 'a' }, [entry(update({ name: 'b' }), { state: 'refused' })])).toEqual({
      name: 'b',
    });
  });
});

describe('merging into a waiting entry', () => {
  const next = {
    operation: update({ name: 'c', city: 'y' }, { name: 'b', city: 'x' }),
    needs: [],
    title: 'C',
  };

  it('keeps the values first shown as the base', () => {
    const merged = mergeIntoWaiting(entry(update({ name: 'b' }, { name: 'a' })), next);
    expect(merged?.operation).toEqual(update({ name: 'c', city: 'y' }, { name: 'a', city: 'x' }));
    expect(merged?.title).toBe('C');
  });

  it('completes a row that was not created yet', () => {
    expect(mergeIntoWaiting(entry(create({ name: 'b' })), next)?.operation).toEqual(
      create({ name: 'c', city: 'y' }),
    );
  });

  it('adds what the new values need, once', () => {
    const need = { table: 'contact', id: guidOf(9) };
    const merged = mergeIntoWaiting(entry(update({ name: 'b' }), { needs: [need] }), {
      ...next,
      needs: [need],
    });
    expect(merged?.needs).toEqual([need]);
  });

  it('stays apart from sealed entries, other rows and deletions', () => {
    expect(mergeIntoWaiting(entry(update({ name: 'b' }), { state: 'sealed' }), next)).toBeUndefined();
    expect(mergeIntoWaiting(entry({ ...update({ name: 'b' }), id: guidOf(2) }), next)).toBeUndefined();
    expect(mergeIntoWaiting(entry(remove), next)).toBeUndefined();
    expect(mergeIntoWaiting(entry(update({ name: 'b' })), { ...next, operation: remove })).toBeUndefined();
  });
});
