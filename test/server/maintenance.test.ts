import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sql } from 'kysely';
import { forgetExpired } from '../../server/auth/forget-expired.ts';
import { Sessions } from '../../server/auth/sessions.ts';
import type { Database } from '../../server/db/database.ts';
import { Maintenance } from '../../server/maintenance.ts';
import { SimClock } from '../simulation/sim-clock.ts';
import { ids, makeServices, openPeopleDatabase } from './auth/support.ts';

const day = 86_400_000;
const minute = 60_000;

describe('maintenance', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openPeopleDatabase();
  });
  afterAll(() => database.close());
  beforeEach(() => database.script('delete from haversack.session; delete from haversack.oidc_payload;'));

  const count = async (table: string): Promise<number> => {
    const result = await sql<{
      n: number;
    }>`select count(*)::int as n from ${sql.raw(`haversack.${table}`)}`.execute(database.db);
    return result.rows[0]?.n ?? -1;
  };
  const addPayload = (id: string, expires: number) =>
    sql`insert into haversack.oidc_payload (model, id, payload, expires_at)
      values ('Session', ${id}, '{}', ${new Date(expires).toISOString()}::timestamptz)`.execute(database.db);

  it('what nobody can sign in with any more goes, the rest stays', async () => {
    const services = makeServices(database, {});
    const sessions = new Sessions(services);
    await sessions.create(ids.anna, ids.root);
    const { value } = await sessions.create(ids.ben, ids.root);
    await sessions.revoke(value);
    await addPayload('old', services.clock.now() - 2 * day);
    await addPayload('good', services.clock.now() + day);
    expect(await forgetExpired(services)).toBe(1);
    expect(await count('session')).toBe(2);
    services.clock.advance(31 * day);
    expect(await forgetExpired(services)).toBe(2);
    expect(await count('session')).toBe(1);
    services.clock.advance(60 * day);
    await forgetExpired(services);
    expect(await count('session')).toBe(0);
  });

  it('runs a while after the start and again every few hours, also after a run that failed', async () => {
    const clock = new SimClock();
    const errors: string[] = [];
    const finished: string[] = [];
    const logger = {
      error: (message: string) => void errors.push(message),
      info: (message: string) => void finished.push(message),
      debug: () => undefined,
    };
    let isDown = false;
    const given = {
      ...database,
      get db() {
        if (isDown) throw new Error('no database');
        return database.db;
      },
    };
    const maintenance = new Maintenance({ database: given, clock, logger });
    maintenance.start();
    await addPayload('one', clock.now() - 2 * day);
    clock.advance(4 * minute);
    expect(await count('oidc_payload')).toBe(1);
    clock.advance(minute);
    await vi.waitFor(() => expect(finished).toHaveLength(1));
    expect(await count('oidc_payload')).toBe(0);

    isDown = true;
    await vi.waitFor(() => {
      clock.advance(360 * minute);
      expect(errors.length).toBeGreaterThan(0);
    });
    isDown = false;
    await addPayload('two', clock.now() - 2 * day);
    await vi.waitFor(() => {
      clock.advance(360 * minute);
      expect(finished).toHaveLength(2);
    });

    await maintenance.close();
    await addPayload('three', clock.now() - 2 * day);
    clock.advance(360 * minute);
    expect(await count('oidc_payload')).toBe(1);
  });
});
