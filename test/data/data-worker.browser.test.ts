import type { DataClient } from '../../src/data/client.ts';
import { watchWorker } from '../../src/data/start-data-worker.ts';
import { connectDataWorker } from '../../src/data/worker-client.ts';
import { databaseName } from '../../src/store/schema.ts';
import type { LiveResult, RecordView } from '../../src/query/live-result.ts';
import type { Query } from '../../src/shared/query/ast.ts';
import type { OutboxEntry } from '../../src/store/entry.ts';
import { guidOf } from '../conformance/store-samples.ts';
import { samplePackage } from '../query/package.ts';

declare const describe: (name: string, body: () => void) => void;
declare const it: (name: string, body: () => Promise<void>) => void;

const query: Query = {
  kind: 'query',
  table: 'account',
  columns: [{ column: 'name' }],
  links: [],
  orders: [{ column: 'name', descending: false }],
};
const create = (n: number, name: string) => ({
  operation: { kind: 'create', table: 'account', id: guidOf(n), values: { name } } as const,
  title: name,
});
const check = (condition: boolean, what: string): void => {
  if (!condition) throw new Error(what);
};

/** Values as they come; `until` resolves with the first that fits. */
class Heard<T> {
  readonly values: T[] = [];
  #waiting: (() => void)[] = [];
  readonly push = (value: T): void => {
    this.values.push(value);
    for (const look of this.#waiting.splice(0)) look();
  };
  async until(test: (value: T) => boolean): Promise<T> {
    for (;;) {
      const found = this.values.find(test);
      if (found !== undefined || this.values.some(test)) return found as T;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }
}

async function withTabs(body: (open: () => Promise<DataClient>) => Promise<void>): Promise<void> {
  const clients: DataClient[] = [];
  const userId = crypto.randomUUID();
  const person = {
    userId,
    name: 'Ada',
    businessUnitId: guidOf(2),
    teamIds: [],
    language: 1033,
    timeZone: 'Europe/Berlin',
    fiscalYearStart: { month: 1, day: 1 },
    isAdministrator: false,
  };
  try {
    await body(async () => {
      const client = await connectDataWorker({ person, app: samplePackage });
      clients.push(client);
      return client;
    });
  } finally {
    for (const client of clients) await client.close();
    indexedDB.deleteDatabase(databaseName(userId));
  }
}

describe('data worker', () => {
  it('that cannot be loaded fails what waits for it, also when it failed before', async () => {
    const started = watchWorker(new Worker('/no-such-worker.js', { type: 'module' }));
    const person = {
      userId: crypto.randomUUID(),
      name: 'Ada',
      businessUnitId: guidOf(2),
      teamIds: [],
      language: 1033,
      timeZone: 'UTC',
      fiscalYearStart: { month: 1, day: 1 },
            isAdministrator: false,
    };
    await started.failed.catch(() => undefined);
    const code = await connectDataWorker({ person, app: samplePackage, started }).then(
      () => 'opened',
      (error: { code?: string }) => error.code,
    );
    check(code === 'unavailable', `code ${code}`);
  });

  it('saves, shows and keeps changes without a server, over two tabs and a restart', () =>
    withTabs(async (open) => {
      const [first, second] = [await open(), await open()];
      const seen = new Heard<LiveResult>();
      const outbox = new Heard<readonly OutboxEntry[]>();
      second.subscribe(query, { offset: 0, limit: 10 }, seen.push);
      second.watchOutbox(outbox.push);
      await seen.until((result) => result.total === 0);
      await first.save([create(1, 'Adatum'), create(2, 'Contoso')]);
      const result = await seen.until(({ total }) => total === 2);
      check(result.rows[0]?.values['name'] === 'Adatum' && result.rows[0].pending === 'waiting', 'pending rows');
      await outbox.until((entries) => entries.length === 2);
      await first.close();
      const record = new Heard<RecordView | undefined>();
      second.watchRecord('account', guidOf(1), record.push);
      check((await record.until((one) => one !== undefined))?.values['name'] === 'Adatum', 'the record');
      await second.close();
      const again = await open();
      check((await again.read(query)).total === 2, 'after a restart');
    }));

  it('answers failures with their code and details', () =>
    withTabs(async (open) => {
      const client = await open();
      const failed = new Heard<{ code?: string; details?: Record<string, unknown> }>();
      client
        .save([{ ...create(1, 'x'), operation: { ...create(1, 'x').operation, values: { name: 'x', employees: -1 } } }])
        .catch(failed.push);
      const error = await failed.until(() => true);
      check(error.code === 'bad-value' && error.details?.['column'] === 'employees', JSON.stringify(error));
      const errors = new Heard<Error & { code?: string }>();
      client.subscribe({ ...query, table: 'nowhere' }, { offset: 0, limit: 1 }, () => undefined, errors.push);
      check((await errors.until(() => true)).code === 'no-table', 'a query that cannot run');
    }));

  it('tells the status of synchronisation and lets a change be dropped', () =>
    withTabs(async (open) => {
      const client = await open();
      const status = new Heard<{ waiting: number }>();
      client.watchStatus(status.push);
      const outbox = new Heard<readonly OutboxEntry[]>();
      client.watchOutbox(outbox.push);
      await client.save([create(1, 'Adatum')]);
      await status.until(({ waiting }) => waiting === 1);
      const [entry] = await outbox.until((entries) => entries.length === 1);
      check(['discarded', 'sealed'].includes(await client.discard(entry!.id)), 'dropped unless it is on its way');
    }));
});
