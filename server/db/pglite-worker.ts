import { parentPort, workerData } from 'node:worker_threads';
import { must } from '../../src/shared/base/assert.ts';
import { faultFields } from './database-fault.ts';
import { openEngine } from './pglite-engine.ts';
import type { Engine } from './pglite-engine.ts';
import type { PgliteAnswer, PgliteRequest } from './pglite-messages.ts';

/** The database's thread. It is ended from outside when a statement exceeds its limit, so it holds nothing else. */
const port = must(parentPort, 'runs as a worker thread');
const { folder } = workerData as { readonly folder: string };

async function answer(engine: Engine, request: PgliteRequest): Promise<PgliteAnswer> {
  const nothing: PgliteAnswer = { id: request.id, ok: true, rows: [], affectedRows: 0 };
  try {
    if (request.kind === 'query') {
      const result = await engine.query(request.sql, request.parameters);
      return { id: request.id, ok: true, ...result };
    }
    if (request.kind === 'script') await engine.script(request.sql);
    else await engine.close();
    return nothing;
  } catch (error) {
    return { id: request.id, ok: false, fault: faultFields(error) };
  }
}

async function serve(): Promise<void> {
  let engine: Engine;
  try {
    engine = await openEngine({ folder });
  } catch (error) {
    port.postMessage({ id: 0, ok: false, fault: faultFields(error) } satisfies PgliteAnswer);
    return;
  }
  port.on('message', (request: PgliteRequest) => {
    void answer(engine, request).then((result) => {
      port.postMessage(result);
      if (request.kind === 'close') port.close();
    });
  });
  port.postMessage({ id: 0, ok: true, rows: [], affectedRows: 0 } satisfies PgliteAnswer);
}

void serve();
