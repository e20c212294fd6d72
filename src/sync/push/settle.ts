import type { Row } from '../../shared/metadata/row.ts';
import type { Outcome } from '../../shared/protocol/push.ts';
import type { AttemptKey } from '../../shared/protocol/values.ts';
import type { OutboxEntry } from '../../store/entry.ts';
import type { StoreTransaction } from '../../store/store.ts';
import { readFaults, readSettled, stateKeys } from '../state-keys.ts';

/** Faults inside one entry before it is parked. */
const faultLimit = 3;

/** What a settling transaction did, for the run that goes on. */
export interface Settlement {
  /** Entries whose values replaced someone else's meanwhile. */
  readonly merged: readonly { readonly entry: OutboxEntry; readonly columns: readonly string[] }[];
  /** An entry failed inside the server and will be sent again: the run should pause. */
  readonly hasFault: boolean;
  readonly gone: number;
}

type Applied = Extract<Outcome, { kind: 'applied' }>;

/** The rows of an applied entry: in what the device carries, out what it does not. Never back to a lower version. */
async function takeRows(transaction: StoreTransaction, outcome: Applied): Promise<void> {
  for (const row of outcome.rows)
    await transaction.putRows(row.table, [
      { id: row.id, version: row.version, rights: row.rights, values: row.values as Row },
    ]);
  for (const ref of [...outcome.removed, ...outcome.notCarried])
    await transaction.removeRows(ref.table, [ref.id]);
}

/** The entry after an outcome that leaves it in the outbox. */
function kept(entry: OutboxEntry, outcome: Outcome, faults: number): OutboxEntry {
  const { problem: _before, ...rest } = entry;
  switch (outcome.kind) {
    case 'refused':
      return {
        ...rest,
        state: 'refused',
        problem: {
          code: outcome.code,
          message: outcome.message,
          ...(outcome.column === undefined ? {} : { column: outcome.column }),
          ...(outcome.fault === undefined ? {} : { fault: outcome.fault }),
        },
      };
    case 'conflict':
      return { ...rest, state: 'conflict', problem: { code: outcome.code, message: outcome.message } };
    case 'held':
    case 'cancelled':
      return { ...rest, state: 'waiting', attempt: entry.attempt + 1 };
    case 'fault':
      return faults < faultLimit
        ? { ...rest, state: 'waiting', attempt: entry.attempt + 1 }
        : { ...rest, state: 'parked', problem: { code: outcome.code, message: outcome.message } };
    case 'mismatch':
      return {
        ...rest,
        state: 'parked',
        problem: { code: 'mismatch', message: 'The server knows this change with another content.' },
      };
    case 'quarantined':
      return {
        ...rest,
        state: 'parked',
        problem: { code: 'quarantined', message: 'The server keeps this change but could not read it.' },
      };
    default:
      return entry;
  }
}

const leaves = (outcome: Outcome): boolean => outcome.kind === 'applied' || outcome.kind === 'settled';

/**
 * Brings outcomes home, all in the caller's strict transaction: entry out and row in together (I3), so that neither a
 * crash before nor after it can lose or repeat anything.
 */
export async function settle(
  transaction: StoreTransaction,
  outcomes: readonly Outcome[],
): Promise<Settlement> {
  const known = new Map((await transaction.entries()).map((entry) => [entry.id, entry]));
  const settled: AttemptKey[] = [...readSettled(await transaction.getState(stateKeys.settled))];
  const faults: Record<string, number> = { ...readFaults(await transaction.getState(stateKeys.faults)) };
  const merged: { entry: OutboxEntry; columns: string[] }[] = [];
  let hasFault = false;
  let gone = 0;
  for (const outcome of outcomes) {
    const entry = known.get(outcome.entry);
    // Gone already, or edited and sealed anew since: this outcome is of the past.
    if (entry?.state !== 'sealed' || entry.attempt !== outcome.attempt) continue;
    if (outcome.kind === 'fault') {
      faults[entry.id] = (faults[entry.id] ?? 0) + 1;
      hasFault = true;
    }
    if (leaves(outcome)) {
      if (outcome.kind === 'applied') {
        await takeRows(transaction, outcome);
        settled.push({ entry: entry.id, attempt: entry.attempt });
        if (outcome.merged) merged.push({ entry, columns: outcome.merged.map((one) => one.column) });
      }
      await transaction.removeEntry(entry.id);
      gone += 1;
    } else {
      const after = kept(entry, outcome, faults[entry.id] ?? 0);
      if (after.state === 'parked') delete faults[entry.id];
      await transaction.replaceEntry(after);
    }
    if (outcome.kind !== 'fault') delete faults[entry.id];
  }
  await transaction.setState(stateKeys.settled, settled);
  await transaction.setState(stateKeys.faults, faults);
  return { merged, hasFault, gone };
}
