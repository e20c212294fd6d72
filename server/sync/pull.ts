import { AppError } from '../../src/shared/base/app-error.ts';
import type { PullLine } from '../../src/shared/protocol/pull.ts';
import { readPullRequest } from '../../src/shared/protocol/read.ts';
import { limits, protocolVersion } from '../../src/shared/protocol/version.ts';
import { canonicalJson } from '../../src/shared/protocol/canonical-json.ts';
import type { Principal } from '../../src/shared/security/privilege.ts';
import { requireMobilePrivilege } from './mobile-rule.ts';
import { outcomesOf } from './outcomes.ts';
import { makePlan } from './plan.ts';
import type { Plan } from './plan.ts';
import type { SyncPorts } from './ports.ts';
import type { Scope } from './scope.ts';
import { sendPlan } from './send.ts';
import { noteSeen } from './store-record.ts';

const line = (value: PullLine): string => `${JSON.stringify(value)}\n`;

function planLine(ports: SyncPorts, scope: Scope, plan: Plan): string {
  const counts = new Map([...plan.expected].map(([id, count]) => [plan.tableNames.get(id), count]));
  // Without changes no column list travels: an idle pull stays a few hundred bytes.
  const listed = plan.fresh ? scope.tables : scope.tables.filter((table) => counts.has(table.name));
  return line({
    kind: 'plan',
    protocol: protocolVersion,
    serverTime: new Date(ports.clock.now()).toISOString(),
    incarnation: plan.incarnation,
    generation: plan.generation,
    fresh: plan.fresh,
    tables: listed.map((table) => ({
      name: table.name,
      primaryId: table.primaryId,
      columns: [...table.columns],
      expected: counts.get(table.name) ?? 0,
    })),
  });
}

/** Rights are checked before every chunk; the comparison is of everything that scope is made of. */
function holder(ports: SyncPorts, principal: Principal): () => Promise<boolean> {
  const planned = canonicalJson(principal);
  const version = ports.metadataVersion();
  return async () =>
    ports.metadataVersion() === version && canonicalJson(await ports.principal(principal.userId)) === planned;
}

/**
 * Plans at once and answers with the lines to send. Throws before the first byte for a request that fails as a whole;
 * later failures are a `failed` line, and the device goes on from its last cookie.
 */
export async function pull(
  ports: SyncPorts,
  userId: string,
  body: unknown,
): Promise<AsyncGenerator<string, void>> {
  const request = readPullRequest(body);
  if (request.person !== userId) throw new AppError('wrong-person');
  if (request.protocol > protocolVersion) throw new AppError('protocol');
  const principal = await ports.principal(userId);
  requireMobilePrivilege(principal, request.formFactor);
  const scope = await ports.scope(principal, request.formFactor);
  const plan = await makePlan(ports, scope, request);
  await noteSeen(ports.database.db, request, ports.clock.now());
  return lines(ports, { principal, scope, plan, request });
}

interface Answer {
  readonly principal: Principal;
  readonly scope: Scope;
  readonly plan: Plan;
  readonly request: ReturnType<typeof readPullRequest>;
}

async function* lines(ports: SyncPorts, answer: Answer): AsyncGenerator<string, void> {
  const { principal, scope, plan, request } = answer;
  const { db } = ports.database;
  try {
    yield planLine(ports, scope, plan);
    const isWhole = yield* sendPlan({
      db,
      scope,
      plan,
      store: request.store,
      chunk: ports.chunk ?? limits.chunk,
      stillHolds: holder(ports, principal),
    });
    yield line({
      kind: 'done',
      metadataVersion: ports.metadataVersion(),
      outcomes: [...(await outcomesOf(db, request, request.pending))],
      ...(isWhole ? {} : { again: true }),
    });
  } catch (error) {
    const known = error instanceof AppError && error.code !== 'internal' ? error : undefined;
    if (known === undefined) ports.logger.error('pull failed while sending', { error: String(error) });
    const told = known ?? new AppError('internal');
    yield line({ kind: 'failed', code: told.code, message: told.message });
  }
}
