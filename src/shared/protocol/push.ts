import * as v from 'valibot';
import {
  attemptKey,
  guid,
  logicalName,
  requestHead,
  rowRef,
  rowValue,
  rowValues,
  rowVersion,
} from './values.ts';

const associated = {
  relationship: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  table: logicalName,
  id: guid,
  otherTable: logicalName,
  otherId: guid,
};

/** One thing a person did, as the server will do it; the wire form of the outbox's operation. */
export const operation = v.variant('kind', [
  v.object({ kind: v.literal('create'), table: logicalName, id: guid, values: rowValues }),
  v.object({
    kind: v.literal('update'),
    table: logicalName,
    id: guid,
    values: rowValues,
    replaced: rowValues,
  }),
  v.object({ kind: v.literal('delete'), table: logicalName, id: guid, version: v.nullable(rowVersion) }),
  v.object({ kind: v.literal('associate'), ...associated }),
  v.object({ kind: v.literal('disassociate'), ...associated }),
]);
export type PushOperation = v.InferOutput<typeof operation>;

/** An outbox entry on the wire, format 1. */
export const pushEntry = v.object({
  format: v.literal(1),
  id: guid,
  attempt: attemptKey.entries.attempt,
  sequence: v.pipe(v.number(), v.integer(), v.minValue(0)),
  operation,
  writes: v.array(rowRef),
  needs: v.array(rowRef),
  metadataVersion: v.string(),
  madeAt: v.string(),
});
export type PushEntry = v.InferOutput<typeof pushEntry>;

/** All that push demands of an entry before it decides between applying and quarantine (I11). */
export const entryEnvelope = v.looseObject({ id: guid, attempt: attemptKey.entries.attempt });

/**
 * Entries stay unread here: one that cannot be read must not fail the others, nor the request. `cancel` names sealed
 * attempts that were discarded or are held back by now: the server answers what became of them, or makes sure that
 * nothing ever does.
 */
export const pushRequest = v.object({
  ...requestHead,
  entries: v.array(v.unknown()),
  cancel: v.optional(v.array(attemptKey), []),
});
export type PushRequest = v.InferInput<typeof pushRequest>;

/** A row as it stands after the write, for the settling transaction. */
export const settledRow = v.object({
  table: logicalName,
  id: guid,
  version: rowVersion,
  rights: v.pipe(v.number(), v.integer()),
  values: rowValues,
});
export type SettledRow = v.InferOutput<typeof settledRow>;

const key = { entry: guid, attempt: attemptKey.entries.attempt };

/**
 * What became of an attempt. Every kind but `settled` is stored with the write and given again for the same key; `mismatch` is
 * stored where the attempt was unknown. After each kind that wrote nothing the person may send the entry as a new attempt.
 *
 * | kind | the device |
 * |---|---|
 * | applied | takes the entry out and puts `rows` in, in one transaction; `notCarried` and `removed` rows leave |
 * | refused, conflict | keeps the entry with its problem; only a new attempt is heard |
 * | held | sends again, as a new attempt, once what it needs is applied |
 * | fault | sends again, as a new attempt, three times, then parks the entry |
 * | mismatch | parks: the same attempt was sent with another body, or its forerunner is unknown or was applied |
 * | quarantined | parks: kept by the server as it came, for an administrator to look at, until a newer one can read it |
 * | cancelled | the server will not apply this attempt: the entry may go, or come again as a new attempt |
 * | settled | takes the entry out: it was applied, and its settling was reported before |
 */
export const outcome = v.variant('kind', [
  v.object({
    kind: v.literal('applied'),
    ...key,
    rows: v.array(settledRow),
    removed: v.array(rowRef),
    /** Written rows outside the device's scope. */
    notCarried: v.array(rowRef),
    /**
     * Columns that someone else had changed meanwhile, with the value that was replaced by the person's. Of a deleted
     * row that someone else wrote after the version the person saw: every value that went with it.
     */
    merged: v.optional(v.array(v.object({ column: logicalName, server: rowValue }))),
  }),
  v.object({
    kind: v.literal('refused'),
    ...key,
    code: v.string(),
    /** A sentence in English; the device has its own words for the codes that it knows. */
    message: v.string(),
    column: v.optional(v.string()),
    /** What is wrong with the value of `column`: a FaultCode, and the length or bound that was passed. */
    fault: v.optional(v.object({ code: v.string(), limit: v.optional(v.number()) })),
  }),
  v.object({ kind: v.literal('conflict'), ...key, code: v.string(), message: v.string() }),
  v.object({ kind: v.literal('held'), ...key, by: guid }),
  v.object({ kind: v.literal('fault'), ...key, code: v.string(), message: v.string() }),
  v.object({ kind: v.literal('mismatch'), ...key }),
  v.object({ kind: v.literal('quarantined'), ...key, message: v.string() }),
  v.object({ kind: v.literal('cancelled'), ...key }),
  v.object({ kind: v.literal('settled'), ...key }),
]);
export type Outcome = v.InferOutput<typeof outcome>;

/** Answer of a push: one outcome for each entry and each cancelled key, in the order asked. */
export const pushAnswer = v.object({
  protocol: v.number(),
  serverTime: v.string(),
  metadataVersion: v.string(),
  outcomes: v.array(outcome),
});
export type PushAnswer = v.InferOutput<typeof pushAnswer>;
