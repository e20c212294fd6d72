import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../src/shared/base/app-error.ts';
import { must } from '../../src/shared/base/assert.ts';
import type { ReadAnswer, ReadFault, ReadJob } from './read-messages.ts';
import { readArchive, type SolutionContent } from './solution-content.ts';

/** A thread that reads one archive and ends. Whoever started it ends it where it takes too long. */
const port = must(parentPort, 'runs as a worker thread');

/** Buffers that nothing else lies in are handed over; the others are copied. */
function ownBuffers({ model }: SolutionContent): ArrayBuffer[] {
  const whole = model.kept.flatMap(({ body: { buffer, byteLength } }) =>
    buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? buffer : [],
  );
  return [...new Set(whole)];
}

function faultOf(error: unknown): ReadFault {
  if (error instanceof AppError) {
    const { code, message, details } = error;
    return { code, message, details };
  }
  return { message: error instanceof Error ? (error.stack ?? error.message) : String(error), details: {} };
}

const { bytes, name } = workerData as ReadJob;
try {
  const content = readArchive(bytes, name);
  port.postMessage({ ok: true, content } satisfies ReadAnswer, ownBuffers(content));
} catch (error) {
  port.postMessage({ ok: false, fault: faultOf(error) } satisfies ReadAnswer);
}
