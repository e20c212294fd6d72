import * as v from 'valibot';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { RowRef } from '../../src/shared/metadata/row.ts';
import { entryEnvelope, pushEntry } from '../../src/shared/protocol/push.ts';
import type { Outcome, PushAnswer, PushEntry } from '../../src/shared/protocol/push.ts';
import { readPushRequest } from '../../src/shared/protocol/read.ts';
import { limits, protocolVersion } from '../../src/shared/protocol/version.ts';
import { applyEntry, cancelAttempt } from './apply-entry.ts';
import type { ApplyContext } from './apply-entry.ts';
import { requireMobilePrivilege } from './mobile-rule.ts';
import type { SyncPorts } from './ports.ts';
import { noteSeen } from './store-record.ts';

const keyOf = (ref: RowRef): string => `${ref.table}:${ref.id}`;

/** Rows that entries of this request failed to write: what meets them is held back, all else goes on (I5). */
class HeldBack {
  readonly #by = new Map<string, string>();

  add(entry: PushEntry): void {
    for (const ref of entry.writes) if (!this.#by.has(keyOf(ref))) this.#by.set(keyOf(ref), entry.id);
  }

  holderOf(entry: PushEntry): string | undefined {
    return [...entry.writes, ...entry.needs]
      .map((ref) => this.#by.get(keyOf(ref)))
      .find((by) => by !== undefined);
  }
}

const holdsBack = (outcome: Outcome): boolean => outcome.kind !== 'applied' && outcome.kind !== 'settled';

/** Applies the entries in their order, each in a transaction of its own that also commits its outcome. */
export async function push(ports: SyncPorts, userId: string, body: unknown): Promise<PushAnswer> {
  const request = readPushRequest(body);
  if (request.person !== userId) throw new AppError('wrong-person');
  if (request.entries.length > limits.entries) throw new AppError('too-large');
  const principal = await ports.principal(userId);
  requireMobilePrivilege(principal, request.formFactor);
  const scope = await ports.scope(principal, request.formFactor);
  const context: ApplyContext = { ports, principal, scope, store: request.store, person: request.person };
  const heldBack = new HeldBack();
  const outcomes: Outcome[] = [];
  for (const raw of request.entries) {
    const envelope = v.safeParse(entryEnvelope, raw);
    if (!envelope.success)
      throw new AppError('bad-request', { message: 'entries: an entry has no id or no attempt' });
    const { id, attempt } = envelope.output;
    const outcome = await applyEntry(context, { id, attempt, body: raw }, (entry) =>
      heldBack.holderOf(entry),
    );
    const parsed = v.safeParse(pushEntry, raw);
    if (parsed.success && holdsBack(outcome)) heldBack.add(parsed.output);
    outcomes.push(outcome);
  }
  for (const key of request.cancel) outcomes.push(await cancelAttempt(context, key));
  await noteSeen(ports.database.db, request, ports.clock.now());
  return {
    protocol: protocolVersion,
    serverTime: new Date(ports.clock.now()).toISOString(),
    metadataVersion: ports.metadataVersion(),
    outcomes,
  };
}
