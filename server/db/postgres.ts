import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { Logger } from '../../src/shared/base/logger.ts';
import type { Database, DynamicSchema } from './database.ts';
import { faultFields } from './database-fault.ts';
import { PostgresListener } from './postgres-listener.ts';
import { textTypes } from './text-types.ts';

export interface PostgresOptions {
  readonly url: string;
  readonly logger: Logger;
  /** Connections of this instance; default 10. */
  readonly connections?: number;
  /** Milliseconds one statement may take; default 60,000. */
  readonly statementLimit?: number;
}

/** The version that README.md names. */
const oldestVersion = 15;

/** Channels are those of one database: servers of other databases on the same PostgreSQL hear nothing of it. */
const channel = 'haversack';

const texts = new Set(textTypes);

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    texts.has(oid)
      ? (text: string) => text
      : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

/** A name with several addresses fails with an error of each, and no text of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  return faultFields(error).message;
}

/** The driver reads the address at the first connection, and certificates that it names: both may throw at once. */
async function askVersion(pool: pg.Pool): Promise<string> {
  try {
    const found = await pool.query<{ server_version: string }>('show server_version');
    return found.rows[0]?.server_version ?? '';
  } catch (error) {
    const message = `DATABASE_URL: PostgreSQL cannot be reached (${reasonOf(error)}). Start it, or correct the address.`;
    throw new AppError('unavailable', { message }, { cause: error });
  }
}

async function requireVersion(pool: pg.Pool): Promise<void> {
  const version = await askVersion(pool);
  if (Number.parseInt(version, 10) < oldestVersion)
    throw new AppError('unavailable', {
      message: `DATABASE_URL: PostgreSQL ${version} is too old. Use version ${oldestVersion} or later.`,
    });
}

/** Opens a pool on a PostgreSQL server; throws `unavailable` when it cannot be reached or is too old. */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connections ?? 10,
    types,
    application_name: 'haversack',
    options: '-c timezone=UTC -c datestyle=ISO,MDY -c client_min_messages=error',
    statement_timeout: options.statementLimit ?? 60_000,
    connectionTimeoutMillis: 15_000,
  });
  pool.on('error', (error) =>
    options.logger.error('idle database connection failed', { reason: error.message }),
  );
  try {
    await requireVersion(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const db = new Kysely<DynamicSchema>({ dialect: new PostgresDialect({ pool }) });
  return {
    kind: 'postgres',
    db,
    messages: {
      async publish(text) {
        await sql`select pg_notify(${channel}, ${text})`.execute(db);
      },
      async listen(listener) {
        const made = new PostgresListener({ url: options.url, channel, logger: options.logger }, listener);
        await made.connect();
        return () => made.close();
      },
    },
    async script(statements) {
      const client = await pool.connect();
      try {
        // A simple query of several statements is one implicit transaction.
        await client.query('set statement_timeout = 0');
        await client.query(statements);
      } finally {
        await client.query(`set statement_timeout = ${options.statementLimit ?? 60_000}`);
        client.release();
      }
    },
    async close() {
      await db.destroy();
    },
  };
}
