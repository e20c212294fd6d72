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

/** Channels are those of one database: servers of other databases on the same PostgreSQL hear nothing of it. */
const channel = 'haversack';

const texts = new Set(textTypes);

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    texts.has(oid)
      ? (text: string) => text
      : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

/** Opens a pool on a PostgreSQL server; throws `unavailable` when it cannot be reached. */
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
    const client = await pool.connect();
    client.release();
  } catch (error) {
    await pool.end();
    throw new AppError(
      'unavailable',
      { message: `DATABASE_URL: PostgreSQL cannot be reached (${faultFields(error).message}).` },
      { cause: error },
    );
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
