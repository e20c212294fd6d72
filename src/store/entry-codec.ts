import * as v from 'valibot';
import { isGuid } from '../shared/base/guid.ts';
import type { RowValue } from '../shared/metadata/row.ts';
import type { OutboxEntry } from './entry.ts';

const guid = v.custom<string>(isGuid, 'not an id');
const value = v.custom<RowValue>(
  (input) =>
    input === null ||
    typeof input === 'string' ||
    typeof input === 'number' ||
    typeof input === 'boolean' ||
    (Array.isArray(input) && input.every((item) => typeof item === 'number')),
  'not a row value',
);
const row = v.record(v.string(), value);
const ref = v.object({ table: v.string(), id: guid });

const operation = v.variant('kind', [
  v.object({ kind: v.literal('create'), table: v.string(), id: guid, values: row }),
  v.object({ kind: v.literal('update'), table: v.string(), id: guid, values: row, replaced: row }),
  v.object({ kind: v.literal('delete'), table: v.string(), id: guid, version: v.nullable(v.string()) }),
  v.object({
    kind: v.picklist(['associate', 'disassociate']),
    relationship: v.string(),
    table: v.string(),
    id: guid,
    otherTable: v.string(),
    otherId: guid,
  }),
]);

const entrySchema = v.object({
  format: v.literal(1),
  id: guid,
  sequence: v.number(),
  attempt: v.number(),
  state: v.picklist(['waiting', 'sealed', 'refused', 'conflict', 'parked']),
  operation,
  writes: v.array(ref),
  needs: v.array(ref),
  metadataVersion: v.string(),
  madeAt: v.string(),
  title: v.string(),
  problem: v.optional(
    v.object({
      code: v.string(),
      message: v.string(),
      column: v.optional(v.string()),
      fault: v.optional(v.object({ code: v.string(), limit: v.optional(v.number()) })),
    }),
  ),
});

/** Nobody's row: the target of an operation that could not be read. */
const noRow = '00000000-0000-0000-0000-000000000000';

/** Id of whatever lies in the outbox: its own, else one that its sequence determines. */
export function idOfRaw(sequence: number, raw: unknown): string {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : undefined;
  return isGuid(id) ? id : `00000000-0000-4000-8000-${sequence.toString(16).padStart(12, '0')}`;
}

/**
 * Reads what lies in the outbox under a sequence number. A value of an unknown shape comes back parked with the value
 * kept, never as an error and never as nothing (I3).
 */
export function decodeEntry(sequence: number, raw: unknown): OutboxEntry {
  // The value itself, not the parsed copy: what a later version added beside the known fields must not get lost.
  if (v.is(entrySchema, raw)) return { ...raw, sequence };
  const known = (typeof raw === 'object' && raw !== null ? raw : {}) as Readonly<Record<string, unknown>>;
  return {
    format: 1,
    id: idOfRaw(sequence, raw),
    sequence,
    attempt: 0,
    state: 'parked',
    operation: { kind: 'update', table: '', id: noRow, values: {}, replaced: {} },
    writes: [],
    needs: [],
    metadataVersion: '',
    madeAt: typeof known['madeAt'] === 'string' ? known['madeAt'] : '',
    title: typeof known['title'] === 'string' ? known['title'] : '',
    problem: {
      code: 'protocol',
      message: 'This version of the app cannot read the change. Its content is kept.',
    },
    raw,
  };
}

/** Tables whose view (row ⊕ outbox) an entry takes part in. */
export function tablesOfEntry(entry: Pick<OutboxEntry, 'writes' | 'operation'>): string[] {
  const tables = entry.writes.map((written) => written.table);
  const { operation: done } = entry;
  if (done.table) tables.push(done.table);
  if (done.kind === 'associate' || done.kind === 'disassociate') tables.push(done.otherTable);
  return [...new Set(tables)];
}
