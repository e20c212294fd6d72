import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../src/shared/base/app-error.ts';
import { must } from '../../src/shared/base/assert.ts';
import type { ReadAnswer, ReadFault, ReadJob } from './read-messages.ts';

function faultOf(error: unknown): ReadFault {
  if (error instanceof AppError) {
    const { code, message, details } = error;
    return { code, message, details };
  }
  return { message: error instanceof Error ? (error.stack ?? error.message) : String(error), details: {} };
}

/**
 * What a thread does that reads one archive and ends. Whoever started it ends it where it takes too long.
 * `buffers` names those that are handed over instead of copied.
 */
export function answerJob<Content>(
  read: (bytes: Uint8Array, name: string) => Content,
  buffers: (content: Content) => ArrayBuffer[],
): void {
  const port = must(parentPort, 'runs as a worker thread');
  const { bytes, name } = workerData as ReadJob;
  try {
    const content = read(bytes, name);
    port.postMessage({ ok: true, content } satisfies ReadAnswer<Content>, buffers(content));
  } catch (error) {
    port.postMessage({ ok: false, fault: faultOf(error) } satisfies ReadAnswer<Content>);
  }
}
