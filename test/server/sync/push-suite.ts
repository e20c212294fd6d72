import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { push } from '../../../server/sync/push.ts';
import type { SyncPorts } from '../../../server/sync/ports.ts';
import { AppError } from '../../../src/shared/base/app-error.ts';
import type { Outcome, PushAnswer, PushOperation } from '../../../src/shared/protocol/push.ts';
import { TestDevice, createAccount, emptyRows, entryOf, openSyncBed, people } from './support.ts';
import type { SyncBed } from './support.ts';

const update = (id: string, values: Record<string, string>, replaced: Record<string, string | null> = {}) =>
  ({ kind: 'update', table: 'account', id, values, replaced }) satisfies PushOperation;
const remove = (id: string): PushOperation => ({ kind: 'delete', table: 'account', id, version: null });
const kinds = (outcomes: readonly Outcome[]): string[] => outcomes.map((outcome) => outcome.kind);

/** What push promises, on either database. */
export function pushSuite(kind: Database['kind']): void {
  describe(`push on ${kind}`, () => {
    let bed: SyncBed;
    let ann: TestDevice;
    let bob: TestDevice;
    beforeAll(async () => {
      bed = await openSyncBed(kind);
    });
    afterAll(() => bed.close());
    beforeEach(async () => {
      await emptyRows(bed);
      ann = new TestDevice(bed, people.ann);
      bob = new TestDevice(bed, people.admin);
    });
    const names = async (): Promise<string[]> => {
      const result = await sql<{ name: string }>`select name from data.account order by name`.execute(
        bed.database.db,
      );
      return result.rows.map((row) => row.name);
    };
    const pushBy = (ports: SyncPorts, entries: readonly unknown[]): Promise<PushAnswer> =>
      push(ports, people.ann, JSON.parse(JSON.stringify({ ...ann.head, entries })));

    it('a server that dies between commit and answer applies once, and answers the same the second time', async () => {
      const entry = entryOf(createAccount('Once'));
      const first = await ann.push([entry]);
      const second = await ann.push([entry]);
      expect(second).toEqual(first);
      expect(await names()).toEqual(['Once']);
    });

    it('what would leave nobody to administer is refused, like everything that the write pipeline refuses', async () => {
      const outcomes = await bob.push([
        entryOf({
          kind: 'update',
          table: 'systemuser',
          id: people.admin,
          values: { isdisabled: true },
          replaced: { isdisabled: false },
        }),
        entryOf({ kind: 'delete', table: 'systemuser', id: people.ann, version: null }),
        entryOf(createAccount('x'.repeat(161))),
      ]);
      expect(outcomes).toMatchObject([
        { kind: 'refused', code: 'last-administrator' },
        { kind: 'refused', code: 'delete-restricted' },
        { kind: 'refused', code: 'bad-value', column: 'name', fault: { code: 'too-long', limit: 160 } },
      ]);
    });

    it('two requests with the same entry at once apply it once', async () => {
      const id = randomUUID();
      await ann.push([entryOf(createAccount('Race', id))]);
      const entry = entryOf(update(id, { name: 'Raced' }));
      const both = await Promise.all([ann.push([entry]), ann.push([entry])]);
      expect(both[0]).toEqual(both[1]);
      const log = await sql<{ n: number }>`
        select count(*)::integer as n from haversack.change_log where row_id = ${id}::uuid`.execute(
        bed.database.db,
      );
      expect(log.rows[0]?.n).toBe(2);
    });

    it('the same key with another body is a mismatch and changes nothing', async () => {
      const id = randomUUID();
      const entry = entryOf(createAccount('First', id));
      await ann.push([entry]);
      const [outcome] = await ann.push([{ ...entry, operation: createAccount('Other', id) }]);
      expect(outcome).toMatchObject({ kind: 'mismatch', entry: entry.id });
      expect(await names()).toEqual(['First']);
    });

    it('a new attempt is heard only after one that was refused', async () => {
      const entry = entryOf(update(randomUUID(), { name: 'X' }));
      expect(kinds(await ann.push([entry]))).toEqual(['refused']);
      expect(kinds(await ann.push([{ ...entry, attempt: 3 }]))).toEqual(['mismatch']);
      expect(kinds(await ann.push([{ ...entry, attempt: 2 }]))).toEqual(['refused']);
      const made = entryOf(createAccount('Made'));
      expect(kinds(await ann.push([made]))).toEqual(['applied']);
      expect(kinds(await ann.push([{ ...made, attempt: 2 }]))).toEqual(['mismatch']);
    });

    it('a refusal holds back just the entries that meet it', async () => {
      const lost = randomUUID();
      const free = randomUUID();
      const refused = entryOf(update(lost, { name: 'X' }));
      const outcomes = await ann.push([
        refused,
        entryOf(update(lost, { name: 'Y' })),
        entryOf(createAccount('Needs it'), { needs: [{ table: 'account', id: lost }] }),
        entryOf(createAccount('Free', free)),
      ]);
      expect(kinds(outcomes)).toEqual(['refused', 'held', 'held', 'applied']);
      expect(outcomes[1]).toMatchObject({ by: refused.id });
      expect(await names()).toEqual(['Free']);
    });

    it('what was held back comes again as a new attempt, and the held attempt never applies', async () => {
      const id = randomUUID();
      const held = entryOf(createAccount('Held', id));
      const blocker = entryOf(update(id, { name: 'X' }));
      await ann.push([blocker, held]);
      expect(kinds(await ann.push([held]))).toEqual(['held']);
      expect(kinds(await ann.push([{ ...held, attempt: 2 }]))).toEqual(['applied']);
    });

    it('a refusal names the code, words and column, and its outcome is kept', async () => {
      const entry = entryOf({
        kind: 'create',
        table: 'account',
        id: randomUUID(),
        values: { name: 'N', revenue: 'much' },
      });
      const [outcome] = await ann.push([entry]);
      expect(outcome).toMatchObject({ kind: 'refused', code: 'bad-value', column: 'revenue' });
      expect(await ann.push([entry])).toEqual([outcome]);
      expect(await names()).toEqual([]);
    });

    it('an entry for a column or table that is gone is refused with a reason', async () => {
      const outcomes = await ann.push([
        entryOf({
          kind: 'create',
          table: 'account',
          id: randomUUID(),
          values: { name: 'N', gone_column: 'x' },
        }),
        entryOf({ kind: 'create', table: 'gone_table', id: randomUUID(), values: { name: 'N' } }),
      ]);
      expect(outcomes).toMatchObject([
        { kind: 'refused', code: 'no-column' },
        { kind: 'refused', code: 'no-table' },
      ]);
    });

    it('what cannot be read goes to quarantine as it came, and the rest is applied', async () => {
      const strange = { format: 7, id: randomUUID(), attempt: 1, wish: 'of a later version' };
      const outcomes = await ann.push([strange, entryOf(createAccount('Fine'))]);
      expect(kinds(outcomes)).toEqual(['quarantined', 'applied']);
      const kept = await sql<{ body: unknown; person: string }>`
        select body, person from haversack.sync_quarantine`.execute(bed.database.db);
      expect(kept.rows).toEqual([{ body: strange, person: people.ann }]);
      expect(kinds(await ann.push([strange]))).toEqual(['quarantined']);
    });

    it('what went to quarantine may come again as a new attempt, once it can be read', async () => {
      const entry = entryOf(createAccount('Read at last'));
      const strange = { ...entry, format: 7 };
      expect(kinds(await ann.push([strange]))).toEqual(['quarantined']);
      expect(kinds(await ann.push([{ ...strange, attempt: 2 }]))).toEqual(['quarantined']);
      expect(kinds(await ann.push([{ ...entry, attempt: 3 }]))).toEqual(['applied']);
      expect(kinds(await ann.push([{ ...entry, attempt: 4 }]))).toEqual(['mismatch']);
      expect(kinds(await ann.push([strange]))).toEqual(['quarantined']);
      expect(await names()).toEqual(['Read at last']);
    });

    it('an attempt whose forerunners the server never saw may come again as a new one', async () => {
      const entry = entryOf(createAccount('From before the backup'));
      const second = { ...entry, attempt: 2 };
      expect(kinds(await ann.push([second]))).toEqual(['mismatch']);
      expect(kinds(await ann.push([second]))).toEqual(['mismatch']);
      expect(kinds(await ann.push([{ ...entry, attempt: 3 }]))).toEqual(['applied']);
      expect(kinds(await ann.push([entry, second]))).toEqual(['mismatch', 'mismatch']);
      expect(await names()).toEqual(['From before the backup']);
    });

    it('no new attempt of an applied entry is ever heard, whatever was answered or cancelled since', async () => {
      const entry = entryOf(createAccount('Once'));
      ann.settle(await ann.push([entry]));
      await ann.pull();
      for (const attempt of [2, 3, 5])
        expect(kinds(await ann.push([{ ...entry, attempt }]))).toEqual(['mismatch']);
      const body = { ...ann.head, entries: [], cancel: [{ entry: entry.id, attempt: 6 }] };
      await push(bed.ports, people.ann, body);
      expect(kinds(await ann.push([{ ...entry, attempt: 7 }]))).toEqual(['mismatch']);
      expect(await names()).toEqual(['Once']);
    });

    it('a refused attempt that comes with another body is a mismatch, and a new attempt is heard', async () => {
      const id = randomUUID();
      const entry = entryOf(update(id, { name: 'X' }));
      expect(kinds(await ann.push([entry]))).toEqual(['refused']);
      await ann.push([entryOf(createAccount('Base', id))]);
      const other = { ...entry, operation: update(id, { name: 'Y' }) };
      expect(kinds(await ann.push([other]))).toEqual(['mismatch']);
      expect(kinds(await ann.push([{ ...other, attempt: 2 }]))).toEqual(['applied']);
      expect(await names()).toEqual(['Y']);
    });

    it('what another person sends under an entry’s id leaves no trace in it', async () => {
      const entry = entryOf(update(randomUUID(), { name: 'X' }));
      expect(kinds(await ann.push([entry]))).toEqual(['refused']);
      expect(kinds(await bob.push([{ ...entry, attempt: 2 }]))).toEqual(['mismatch']);
      expect(kinds(await ann.push([{ ...entry, attempt: 2 }]))).toEqual(['refused']);
    });

    it.each([
      ['in a string', { format: 7, wish: 'a\u0000b' }],
      ['in a key and in the complaint', { format: 'a\u0000', ['k\u0000']: 1 }],
      ['as half of a surrogate pair', { format: '\uD800', wish: '\uDC00' }],
    ])('what the database cannot keep, %s, still goes to quarantine whole', async (_name, more) => {
      const strange = { id: randomUUID(), attempt: 1, ...more };
      const outcomes = await ann.push([strange, entryOf(createAccount('Fine'))]);
      expect(kinds(outcomes)).toEqual(['quarantined', 'applied']);
      const kept = await sql<{ body: unknown }>`select body from haversack.sync_quarantine`.execute(
        bed.database.db,
      );
      expect(JSON.parse(kept.rows[0]?.body as string)).toEqual(strange);
      expect(await ann.push([strange])).toEqual(outcomes.slice(0, 1));
    });

    it('a refusal whose words repeat what the database cannot keep is still answered', async () => {
      const entry = entryOf({
        kind: 'associate',
        relationship: 'no\u0000such\uD800',
        table: 'account',
        id: randomUUID(),
        otherTable: 'contact',
        otherId: randomUUID(),
      });
      const outcomes = await ann.push([entry, entryOf(createAccount('Fine'))]);
      expect(kinds(outcomes)).toEqual(['refused', 'applied']);
    });

    it('an entry without an id cannot be answered: the request is refused', async () => {
      await expect(ann.push([{ format: 1 }])).rejects.toMatchObject({ code: 'bad-request' });
    });

    it('the person’s value replaces one changed meanwhile, and the outcome tells what was replaced', async () => {
      const id = randomUUID();
      await ann.push([entryOf(createAccount('Base', id))]);
      await bob.push([entryOf(update(id, { name: 'Theirs', address1_city: 'Oslo' }))]);
      const [outcome] = await ann.push([entryOf(update(id, { name: 'Mine' }, { name: 'Base' }))]);
      expect(outcome).toMatchObject({ kind: 'applied', merged: [{ column: 'name', server: 'Theirs' }] });
      expect(await names()).toEqual(['Mine']);
      expect(outcome).toMatchObject({ rows: [{ values: { address1_city: 'Oslo' } }] });
    });

    it.each([
      ['the value is what the person was shown', 'Base', 'Mine'],
      ['the value is already what the person wants', 'Something', 'Base'],
    ])('no conflict where %s', async (_name, shown, wanted) => {
      const id = randomUUID();
      await ann.push([entryOf(createAccount('Base', id))]);
      const [outcome] = await ann.push([entryOf(update(id, { name: wanted }, { name: shown }))]);
      expect(outcome).not.toHaveProperty('merged');
    });

    it('a value that the server emptied is what the entry left, not what it sent', async () => {
      const id = randomUUID();
      await ann.push([entryOf(createAccount('Base', id))]);
      // As a rule of the server would: what is written is emptied in the same write.
      const ports: SyncPorts = {
        ...bed.ports,
        async write(tx, principal, operation) {
          const written = await bed.ports.write(tx, principal, operation);
          await sql`update data.account set address1_city = null where accountid = ${id}::uuid`.execute(tx);
          return written;
        },
      };
      await pushBy(ports, [entryOf(update(id, { address1_city: 'Oslo' }, { address1_city: null }))]);
      await bob.push([entryOf(update(id, { address1_city: 'Oslo' }))]);
      const [outcome] = await ann.push([
        entryOf(update(id, { address1_city: 'Rome' }, { address1_city: null })),
      ]);
      expect(outcome).toMatchObject({ merged: [{ column: 'address1_city', server: 'Oslo' }] });
    });

    it('no conflict with what the person’s own earlier entry left', async () => {
      const id = randomUUID();
      await ann.push([entryOf(createAccount('Base', id))]);
      const outcomes = await ann.push([
        entryOf(update(id, { name: 'One' }, { name: 'Base' })),
        entryOf(update(id, { name: 'Two' }, { name: 'Shown long ago' })),
      ]);
      expect(outcomes[1]).not.toHaveProperty('merged');
    });

    it('a fault inside one entry is kept as such, changes nothing and lets the others through', async () => {
      const bad = entryOf(createAccount('Bad'));
      const ports: SyncPorts = {
        ...bed.ports,
        async write(tx, principal, operation) {
          const written = await bed.ports.write(tx, principal, operation);
          if (operation.id === bad.operation.id) throw new TypeError('a bug');
          return written;
        },
      };
      const answer = await pushBy(ports, [bad, entryOf(createAccount('Good'))]);
      expect(kinds(answer.outcomes)).toEqual(['fault', 'applied']);
      expect(JSON.stringify(answer)).not.toContain('a bug');
      expect(await names()).toEqual(['Good']);
      expect(kinds(await ann.push([{ ...bad, attempt: 2 }]))).toEqual(['applied']);
    });

    it('a database that is not there fails the request, and no outcome is kept', async () => {
      const entry = entryOf(createAccount('Later'));
      const ports: SyncPorts = {
        ...bed.ports,
        write: () => Promise.reject(new AppError('unavailable')),
      };
      await expect(pushBy(ports, [entry])).rejects.toMatchObject({ code: 'unavailable' });
      expect(kinds(await ann.push([entry]))).toEqual(['applied']);
    });

    it('a cancelled attempt is never applied; one already applied is told', async () => {
      const late = entryOf(createAccount('Late'));
      const cancel = async (entry: string): Promise<readonly Outcome[]> => {
        const body = { ...ann.head, entries: [], cancel: [{ entry, attempt: 1 }] };
        return (await push(bed.ports, people.ann, body)).outcomes;
      };
      expect(kinds(await cancel(late.id))).toEqual(['cancelled']);
      expect(kinds(await ann.push([late]))).toEqual(['cancelled']);
      expect(await names()).toEqual([]);
      expect(kinds(await ann.push([{ ...late, attempt: 2 }]))).toEqual(['applied']);
      const done = entryOf(createAccount('Done'));
      await ann.push([done]);
      expect(kinds(await cancel(done.id))).toEqual(['applied']);
    });

    it('a settled outcome keeps its key: a late duplicate applies nothing', async () => {
      const id = randomUUID();
      const entry = entryOf(createAccount('Kept', id));
      ann.settle(await ann.push([entry]));
      await ann.pull();
      await bob.push([entryOf(remove(id))]);
      expect(kinds(await ann.push([entry]))).toEqual(['settled']);
      expect(await names()).toEqual([]);
    });

    it('a phone needs the mobile privilege, a desktop does not', async () => {
      const body = { ...ann.head, formFactor: 'phone', entries: [] };
      await expect(push(bed.ports, people.ann, body)).rejects.toMatchObject({ code: 'no-mobile-privilege' });
      await expect(push(bed.ports, people.ann, { ...body, formFactor: 'desktop' })).resolves.toBeDefined();
    });

    it('another person cannot learn or change what became of an entry', async () => {
      const entry = entryOf(createAccount('Secret'));
      await ann.push([entry]);
      expect(await bob.push([entry])).toEqual([{ kind: 'mismatch', entry: entry.id, attempt: 1 }]);
    });

    const versionOf = async (id: string): Promise<string> => {
      const result = await sql<{ version: string }>`
        select versionnumber::text as version from data.account where accountid = ${id}::uuid`.execute(
        bed.database.db,
      );
      return result.rows[0]?.version ?? '';
    };
    const removeSeen = (id: string, version: string) => entryOf({ ...remove(id), version } as PushOperation);

    it('a delete replaces what someone else wrote meanwhile, and the outcome tells what was lost', async () => {
      const id = randomUUID();
      await ann.push([entryOf(createAccount('Base', id))]);
      const seen = await versionOf(id);
      await bob.push([entryOf(update(id, { name: 'Theirs', address1_city: 'Oslo' }))]);
      const [outcome] = await ann.push([removeSeen(id, seen)]);
      expect(outcome).toMatchObject({ kind: 'applied', removed: [{ table: 'account', id }] });
      const merged = outcome?.kind === 'applied' ? outcome.merged : [];
      expect(merged).toContainEqual({ column: 'name', server: 'Theirs' });
      expect(merged).toContainEqual({ column: 'address1_city', server: 'Oslo' });
      expect(merged?.filter((one) => one.server === null || one.column === 'accountid')).toEqual([]);
      expect(await names()).toEqual([]);
    });

    it('a delete of the version seen, or of one the person wrote last, loses nothing of others', async () => {
      const [same, own] = [randomUUID(), randomUUID()];
      await ann.push([entryOf(createAccount('Same', same)), entryOf(createAccount('Own', own))]);
      const seen = await versionOf(own);
      const outcomes = await ann.push([
        entryOf(update(own, { name: 'Later' })),
        removeSeen(own, seen),
        removeSeen(same, await versionOf(same)),
      ]);
      expect(kinds(outcomes)).toEqual(['applied', 'applied', 'applied']);
      for (const outcome of outcomes) expect(outcome).not.toHaveProperty('merged');
    });

    it('deleting what is already deleted reaches its goal', async () => {
      const id = randomUUID();
      await ann.push([entryOf(createAccount('Gone', id)), entryOf(remove(id))]);
      const [outcome] = await ann.push([entryOf(remove(id))]);
      expect(outcome).toMatchObject({ kind: 'applied', removed: [{ table: 'account', id }] });
    });
  });
}
