import { sql } from 'kysely';
import { newGuid, readGuid } from '../../src/shared/base/guid.ts';
import { setAccount } from './accounts.ts';
import { setApplication } from './applications.ts';
import { isLoopbackOnly } from '../config.ts';
import { listDemoPeople } from './demo-people.ts';
import { ensureKeys } from './keys.ts';
import { newReadablePassword, newSecret } from './secret.ts';
import type { AuthServices } from './services.ts';
import { createSetupLink } from './setup-link.ts';
import { administratorRole, createSystemUser, rootBusinessUnit } from './system-rows.ts';

/** A demo person as the sample data names them; without a systemuser row they are passed over. */
export interface DemoPerson {
  readonly userId: string;
  readonly login: string;
  /** Shown under the name on the sign-in page, e.g. `Sales manager, North`. */
  readonly note: string;
}

/** What the server prints after its start; secrets among it are shown this once and stored as hashes only. */
export interface AuthReport {
  readonly demoPeople: readonly {
    readonly name: string;
    readonly login: string;
    readonly note: string;
    /** Absent when it was made random and printed at an earlier start. */
    readonly password?: string;
  }[];
  readonly application?: {
    readonly clientId: string;
    /** Absent when it was printed at an earlier start. */
    readonly secret?: string;
    readonly tokenUrl: string;
  };
  /** One-time address for the first administrator. */
  readonly setupUrl?: string;
}

/** Password of all demo people where only this machine can reach the server. */
export const easyPassword = 'haversack';

async function passwordsOf(services: AuthServices): Promise<ReadonlyMap<string, boolean>> {
  const found = await sql<{ user_id: string; has_easy_password: boolean }>`
    select user_id, has_easy_password from haversack.account`.execute(services.database.db);
  return new Map(found.rows.map((row) => [row.user_id, row.has_easy_password]));
}

/** Gives accounts to demo people; passwords set now come back by login name. */
async function ensureDemoPeople(
  services: AuthServices,
  people: readonly DemoPerson[],
): Promise<ReadonlyMap<string, string>> {
  const isEasy = isLoopbackOnly(services.config);
  const present = await passwordsOf(services);
  const rows = await sql<{ systemuserid: string }>`select systemuserid from data.systemuser`.execute(
    services.database.db,
  );
  const known = new Set(rows.rows.map((row) => row.systemuserid));
  const set = new Map<string, string>();
  for (const [rank, person] of people.entries()) {
    // Without sample data (DEMO_SIZE=none) they are not there.
    if (!known.has(person.userId)) continue;
    const had = present.get(person.userId);
    // Easy passwords of a loopback installation are replaced at the first start that others can reach.
    const needsPassword = had === undefined || (had && !isEasy);
    if (!needsPassword) continue;
    const password = isEasy ? easyPassword : newReadablePassword(services.random);
    await setAccount(services, { userId: person.userId, login: person.login, password });
    await sql`
      update haversack.account set demo_rank = ${rank}::int, demo_note = ${person.note}, has_easy_password = ${isEasy}::boolean
      where user_id = ${person.userId}::uuid`.execute(services.database.db);
    set.set(person.login, password);
  }
  return set;
}

const madeApplication = 'haversack-demo';
const demoApplicationName = '# Demo application';

/** The application user that is an administrator; DEMO_APP_ID and DEMO_APP_SECRET win over a random one. */
async function ensureApplication(services: AuthServices): Promise<AuthReport['application']> {
  const { config, database } = services;
  const db = database.db;
  const clientId = config.demoApp?.id ?? madeApplication;
  const tokenUrl = `${config.publicUrl}/oidc/token`;
  // An application whose user is gone counts as absent: it gets a new user and a new secret.
  const found = await sql<{ user_id: string }>`
    select a.user_id from haversack.account_application a
    join data.systemuser u on u.systemuserid = a.user_id where a.client_id = ${clientId}`.execute(db);
  const present = found.rows[0];
  if (present !== undefined && config.demoApp === undefined) return { clientId, tokenUrl };
  const userId = present?.user_id ?? newGuid(services.random);
  if (present === undefined)
    await createSystemUser(services, db, {
      userId,
      fullName: demoApplicationName,
      login: clientId,
      businessUnitId: await rootBusinessUnit(db),
      applicationId: readGuid(clientId) ?? newGuid(services.random),
      roleIds: [await administratorRole(db)],
    });
  const secret = config.demoApp?.secret ?? newSecret(services.random);
  await setApplication(services, { clientId, secret, userId });
  // A secret from the environment is known to whoever set it and is not printed.
  return { clientId, tokenUrl, secret: config.demoApp === undefined ? secret : undefined };
}

/**
 * A demo that was started on loopback leaves nothing behind that others could use: its easy passwords and their sessions go, and
 * demo applications get a secret that nobody knows. A later demo makes the accounts anew.
 */
async function closeDemo(services: AuthServices): Promise<void> {
  const { db } = services.database;
  await db.transaction().execute(async (tx) => {
    const gone = await sql<{ user_id: string }>`
      delete from haversack.account where has_easy_password returning user_id`.execute(tx);
    for (const { user_id: id } of gone.rows)
      await sql`delete from haversack.session where user_id = ${id}::uuid`.execute(tx);
  });
  const applications = await sql<{ client_id: string; user_id: string }>`
    select a.client_id, a.user_id from haversack.account_application a
    join data.systemuser u on u.systemuserid = a.user_id where u.fullname = ${demoApplicationName}`.execute(
    db,
  );
  for (const { client_id: clientId, user_id: userId } of applications.rows)
    await setApplication(services, { clientId, userId, secret: newSecret(services.random) });
}

/**
 * Makes keys, demo accounts and the demo application in demo mode, else the link for the first administrator while there
 * is nobody. Call it after migrations, system rows and sample data, before the server listens; each start repeats it.
 */
export async function ensureAuth(
  services: AuthServices,
  options: { readonly demoPeople: readonly DemoPerson[] },
): Promise<AuthReport> {
  await ensureKeys(services);
  const { config } = services;
  if (!config.demo) {
    if (!isLoopbackOnly(config)) await closeDemo(services);
    return { demoPeople: [], setupUrl: await createSetupLink(services) };
  }
  const passwords = await ensureDemoPeople(services, options.demoPeople);
  const application = await ensureApplication(services);
  const people = await listDemoPeople(services.database.db);
  return {
    demoPeople: people.map((person) => ({
      name: person.name,
      login: person.login,
      note: person.note,
      password: passwords.get(person.login) ?? (person.hasEasyPassword ? easyPassword : undefined),
    })),
    application,
    setupUrl: people.length === 0 ? await createSetupLink(services) : undefined,
  };
}
