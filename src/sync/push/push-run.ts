import { AppError } from '../../shared/base/app-error.ts';
import { readPushAnswer } from '../../shared/protocol/read.ts';
import type { Outcome } from '../../shared/protocol/push.ts';
import { limits, protocolVersion } from '../../shared/protocol/version.ts';
import { nextBatch, toWire } from '../outbox/batch.ts';
import type { Batch, BatchLimits } from '../outbox/batch.ts';
import type { RunContext } from '../run-context.ts';
import { settle } from './settle.ts';
import type { Settlement } from './settle.ts';

/** Half of what the server takes, so that the head of the body never tips it over. */
const startLimits: BatchLimits = { entries: 100, size: limits.pushBody / 2 };

/**
 * Chooses the next entries and seals them in one strict transaction, before the first byte leaves: from here on only
 * the server knows whether they were applied, so nobody merges, edits or undoes them.
 */
function seal(context: RunContext, batchLimits: BatchLimits): Promise<Batch> {
  return context.leader.transact('strict', async (transaction) => {
    const batch = nextBatch(await transaction.entries(), batchLimits);
    for (const entry of batch.entries)
      if (entry.state === 'waiting') await transaction.replaceEntry({ ...entry, state: 'sealed' });
    return batch;
  });
}

async function send(context: RunContext, batch: Batch): Promise<readonly Outcome[]> {
  const answer = readPushAnswer(
    await context.transport.push(
      {
        protocol: protocolVersion,
        person: context.personId,
        store: context.store.id,
        formFactor: context.formFactor,
        waiting: (await context.store.entries()).length,
        entries: batch.entries.map(toWire),
        cancel: batch.recall.map((entry) => ({ entry: entry.id, attempt: entry.attempt })),
      },
      context.watch,
    ),
  );
  const answered = new Set(answer.outcomes.map((outcome) => outcome.entry));
  if (![...batch.entries, ...batch.recall].every((entry) => answered.has(entry.id)))
    throw new AppError('protocol', { message: 'The server left entries of a push unanswered.' });
  return answer.outcomes;
}

/** One entry that the server will not take at any size. */
function parkTooLarge(context: RunContext, id: string): Promise<void> {
  return context.leader.transact('strict', async (transaction) => {
    const entry = (await transaction.entries()).find((one) => one.id === id);
    if (entry?.state !== 'sealed') return;
    const { message } = new AppError('too-large');
    await transaction.replaceEntry({ ...entry, state: 'parked', problem: { code: 'too-large', message } });
  });
}

/**
 * Sends what may be sent, batch after batch, until nothing is left:
 *
 *     seal (strict) ──► push ──► settle (strict) ──► seal …
 *
 * Cut anywhere, the sealed entries are sent again as they are, and the server answers as it did the first time.
 */
export async function runPush(context: RunContext): Promise<void> {
  // Sealing reaches for the disk; mostly there is nothing to seal. What is saved from here on asks for a run of its own.
  if ((await context.store.entries()).length === 0) return;
  let batchLimits = startLimits;
  for (;;) {
    const batch = await seal(context, batchLimits);
    if (batch.entries.length === 0 && batch.recall.length === 0) return;
    let outcomes: readonly Outcome[];
    try {
      outcomes = await send(context, batch);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'too-large') throw error;
      const { length } = batch.entries;
      const [alone] = batch.entries;
      if (alone === undefined) throw error;
      if (length === 1) await parkTooLarge(context, alone.id);
      else batchLimits = { ...batchLimits, entries: Math.floor(length / 2) };
      continue;
    }
    const settlement: Settlement = await context.leader.transact('strict', (transaction) =>
      settle(transaction, outcomes),
    );
    for (const merge of settlement.merged) context.onMerged(merge);
    if (settlement.hasFault)
      throw new AppError('unavailable', {
        message: 'The server could not apply a change; it is tried again.',
      });
  }
}
