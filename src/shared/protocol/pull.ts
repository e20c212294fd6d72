import * as v from 'valibot';
import { isGuid } from '../base/guid.ts';
import { outcome } from './push.ts';
import { attemptKey, guid, logicalName, requestHead, rowVersion } from './values.ts';

/** Asks for all that changed in the device's scope since `cookie`; null: the device has nothing yet. */
export const pullRequest = v.object({
  ...requestHead,
  /**
   * Attempts whose settling transaction committed on the device (I4): their outcomes are no longer needed whole, and
   * the rows in them count as delivered.
   */
  settled: v.array(attemptKey),
  /** As given by the last cookie line whose transaction committed; its inside is the server's alone. */
  cookie: v.nullable(v.pipe(v.string(), v.maxLength(300))),
  /** Attempts whose outcome the device does not know or that ended in a conflict. */
  pending: v.optional(v.array(attemptKey), []),
});
export type PullRequest = v.InferInput<typeof pullRequest>;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A row in a chunk: id, version, access-rights bits, then the values in the order of the plan's columns. */
export type WireRow = readonly [string, string, number, ...unknown[]];

// By hand: a first sync checks a million values, and a schema for each of them is the larger part of its time.
function isWireValue(value: unknown): boolean {
  if (value === null) return true;
  const type = typeof value;
  if (type === 'string' || type === 'number' || type === 'boolean') return true;
  return Array.isArray(value) && value.every((item) => typeof item === 'number');
}

function isWireRow(value: unknown): value is WireRow {
  if (!Array.isArray(value) || !isGuid(value[0])) return false;
  if (!v.is(rowVersion, value[1]) || typeof value[2] !== 'number') return false;
  for (let index = 3; index < value.length; index++) if (!isWireValue(value[index])) return false;
  return true;
}
const wireRow = v.custom<WireRow>(isWireRow, 'must be id, version, rights and values');

/**
 * The answer, one line after another:
 *
 *     plan  ( rows | removed | stubs )*  cookie  …  outcomes?  done        or, at any place:  failed
 *
 * All lines between two cookies and the second cookie are one transaction on the device. A cut loses the lines
 * after the last cookie; the next pull goes on from there.
 */
export const pullLine = v.variant('kind', [
  v.object({
    kind: v.literal('plan'),
    protocol: v.number(),
    serverTime: v.string(),
    incarnation: guid,
    generation: count,
    /**
     * The server does not know what the device holds. It sends everything, and rows of tables that are not listed
     * leave the device; see `within` of rows lines for the listed ones.
     */
    fresh: v.boolean(),
    tables: v.array(
      v.object({
        name: logicalName,
        primaryId: logicalName,
        /** The primary id and versionnumber are left out: each row begins with them. */
        columns: v.array(logicalName),
        /** Rows and removals this pull sends. */
        expected: count,
      }),
    ),
  }),
  v.object({
    kind: v.literal('rows'),
    table: logicalName,
    /** Only when fresh: there is no other row with after < id <= upto (null: no bound), so others leave the device. */
    within: v.optional(v.object({ after: v.nullable(guid), upto: v.nullable(guid) })),
    /** Last on the line, so that the device can keep the text of the rows as it came. */
    rows: v.array(wireRow),
  }),
  v.object({ kind: v.literal('removed'), table: logicalName, ids: v.array(guid) }),
  v.object({
    kind: v.literal('stubs'),
    stubs: v.array(v.object({ table: logicalName, id: guid, name: v.string(), version: rowVersion })),
  }),
  v.object({ kind: v.literal('cookie'), cookie: v.string() }),
  v.object({
    kind: v.literal('done'),
    metadataVersion: v.string(),
    /** What became of the attempts asked about, where it is known. */
    outcomes: v.array(outcome),
    /** The person's rights changed while rows were sent: pull again at once. */
    again: v.optional(v.boolean()),
  }),
  v.object({ kind: v.literal('failed'), code: v.string(), message: v.string() }),
]);
export type PullLine = v.InferOutput<typeof pullLine>;
/** A line as the device reads it: rows keep the text they came in. */
export type ReceivedLine =
  Exclude<PullLine, { kind: 'rows' }> | (Extract<PullLine, { kind: 'rows' }> & { readonly json: string });
export type PlanLine = Extract<PullLine, { kind: 'plan' }>;
