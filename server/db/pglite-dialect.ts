import {
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  createQueryId,
} from 'kysely';
import type {
  DatabaseConnection,
  Dialect,
  DialectAdapter,
  Driver,
  Kysely,
  QueryCompiler,
  QueryResult,
  RootOperationNode,
  TransactionSettings,
} from 'kysely';
import { IdentifierNode, RawNode } from 'kysely';
import { AppError } from '../../src/shared/base/app-error.ts';
import { must } from '../../src/shared/base/assert.ts';
import type { EngineResult } from './pglite-engine.ts';

/** One life of the engine. After it died every call is refused: what it had begun is rolled back by recovery. */
export interface PgliteSession {
  readonly isAlive: boolean;
  query(sql: string, parameters: readonly unknown[], limit: number): Promise<EngineResult>;
  script(sql: string, limit: number): Promise<void>;
}

/** Gives the living session, starting another where the last one died. */
export interface PgliteSessions {
  take(): Promise<PgliteSession>;
  close(): Promise<void>;
}

export interface PgliteLimits {
  /** Milliseconds one statement may take. */
  readonly statement: number;
  /** Milliseconds to wait for the single connection: a statement outside the open transaction would wait forever. */
  readonly connection: number;
}

/** First come, first served; a waiter gives up after its limit. */
class Mutex {
  readonly #waiting: (() => void)[] = [];
  #held = false;

  async lock(limit: number): Promise<void> {
    if (!this.#held) {
      this.#held = true;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(proceed), 1);
        reject(new AppError('unavailable', { message: 'The database connection is busy.' }));
      }, limit);
      const proceed = (): void => {
        clearTimeout(timer);
        resolve();
      };
      this.#waiting.push(proceed);
    });
  }

  unlock(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#held = false;
    else next();
  }
}

class PgliteConnection implements DatabaseConnection {
  readonly session: PgliteSession;
  readonly #limit: number;

  constructor(session: PgliteSession, limit: number) {
    this.session = session;
    this.#limit = limit;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.session.query(query.sql, query.parameters, this.#limit);
    return { rows: result.rows as R[], numAffectedRows: BigInt(result.affectedRows) };
  }

  // One message a statement is all the engine offers: the "stream" is one piece.
  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query);
  }
}

class PgliteDriver implements Driver {
  readonly #sessions: PgliteSessions;
  readonly #limits: PgliteLimits;
  readonly #mutex = new Mutex();

  constructor(sessions: PgliteSessions, limits: PgliteLimits) {
    this.#sessions = sessions;
    this.#limits = limits;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PgliteConnection> {
    await this.#mutex.lock(this.#limits.connection);
    try {
      return new PgliteConnection(await this.#sessions.take(), this.#limits.statement);
    } catch (error) {
      this.#mutex.unlock();
      throw error;
    }
  }

  async releaseConnection(): Promise<void> {
    this.#mutex.unlock();
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const level = settings.isolationLevel === undefined ? '' : ` isolation level ${settings.isolationLevel}`;
    const access = settings.accessMode === undefined ? '' : ` ${settings.accessMode}`;
    await connection.executeQuery(CompiledQuery.raw(`begin${level}${access}`));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if ((connection as PgliteConnection).session.isAlive)
      await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async savepoint(connection: DatabaseConnection, name: string, compile: CompileQuery): Promise<void> {
    await connection.executeQuery(compile(savepointCommand('savepoint', name), createQueryId()));
  }

  async rollbackToSavepoint(
    connection: DatabaseConnection,
    name: string,
    compile: CompileQuery,
  ): Promise<void> {
    await connection.executeQuery(compile(savepointCommand('rollback to', name), createQueryId()));
  }

  async releaseSavepoint(connection: DatabaseConnection, name: string, compile: CompileQuery): Promise<void> {
    await connection.executeQuery(compile(savepointCommand('release', name), createQueryId()));
  }

  async destroy(): Promise<void> {
    await this.#sessions.close();
  }

  /** Runs a script between transactions. */
  async script(sql: string, limit: number): Promise<void> {
    await this.#mutex.lock(limit);
    try {
      const session = await this.#sessions.take();
      await session.script(sql, limit);
    } finally {
      this.#mutex.unlock();
    }
  }
}

type CompileQuery = QueryCompiler['compileQuery'];

function savepointCommand(command: string, name: string): RootOperationNode {
  return RawNode.createWithChildren([RawNode.createWithSql(`${command} `), IdentifierNode.create(name)]);
}

/** Kysely over PGlite: PostgreSQL's own adapter and compiler, one connection guarded by a mutex. */
export class PgliteDialect implements Dialect {
  readonly #sessions: PgliteSessions;
  readonly #limits: PgliteLimits;
  #driver: PgliteDriver | undefined;

  constructor(sessions: PgliteSessions, limits: PgliteLimits) {
    this.#sessions = sessions;
    this.#limits = limits;
  }

  createDriver(): Driver {
    this.#driver = new PgliteDriver(this.#sessions, this.#limits);
    return this.#driver;
  }

  createQueryCompiler(): QueryCompiler {
    return new PostgresQueryCompiler();
  }

  createAdapter(): DialectAdapter {
    return new PostgresAdapter();
  }

  createIntrospector(db: Kysely<unknown>): PostgresIntrospector {
    return new PostgresIntrospector(db);
  }

  /** Several statements at once, all or none, within `limit` milliseconds. */
  async script(sql: string, limit: number): Promise<void> {
    await must(this.#driver, 'Kysely creates the driver at once').script(sql, limit);
  }
}
