import { Kysely } from 'kysely';
import type { Database, DynamicSchema } from '../../server/db/database.ts';
import { PgliteDialect } from '../../server/db/pglite-dialect.ts';
import { openEngine } from '../../server/db/pglite-engine.ts';

/** Where a crash strikes: the statement never ran, ran, or was the commit and nobody was told. */
export type CrashPoint = 'none' | 'before' | 'after';

export class ServerCrash extends Error {
  constructor() {
    super('the server process has ended');
    this.name = 'ServerCrash';
  }
}

/** PGlite whose client can die between any two statements, as a server that is killed does. */
export interface SimDatabase extends Database {
  /** Asked at every statement. */
  onStatement: (statement: string) => CrashPoint;
  /** True after a crash; every statement fails until `restart`. */
  isDown: boolean;
  restart(): void;
}

/** Opens an empty one. Kysely rolls back what a dead client had begun, as the database itself would. */
export async function openSimDatabase(): Promise<SimDatabase> {
  const engine = await openEngine();
  const state: { isDown: boolean; onStatement: SimDatabase['onStatement'] } = {
    isDown: false,
    onStatement: () => 'none',
  };
  const dialect = new PgliteDialect(
    {
      async take() {
        return {
          isAlive: true,
          async query(statement, parameters) {
            if (/^\s*rollback\s*$/i.test(statement)) return engine.query(statement, parameters);
            if (state.isDown) throw new ServerCrash();
            const point = state.onStatement(statement);
            if (point === 'before') state.isDown = true;
            if (state.isDown) throw new ServerCrash();
            const result = await engine.query(statement, parameters);
            if (point === 'after') {
              state.isDown = true;
              // Kysely rolls back only what it knows to have begun.
              if (/^\s*begin/i.test(statement)) await engine.query('rollback', []);
              throw new ServerCrash();
            }
            return result;
          },
          script: (text) => engine.script(text),
        };
      },
      close: () => engine.close(),
    },
    { statement: 60_000, connection: 60_000 },
  );
  const db = new Kysely<DynamicSchema>({ dialect });
  return {
    kind: 'pglite',
    db,
    script: (text) => dialect.script(text, 600_000),
    close: () => db.destroy(),
    get isDown() {
      return state.isDown;
    },
    get onStatement() {
      return state.onStatement;
    },
    set onStatement(ask) {
      state.onStatement = ask;
    },
    restart() {
      state.isDown = false;
    },
  };
}
