import { Worker } from 'node:worker_threads';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { ReadAnswer, ReadFault, ReadJob } from './read-messages.ts';
import type { SolutionContent } from './solution-content.ts';

export interface ReadThreadOptions {
  /** The thread's script; default: the built one for solutions, beside the server's. */
  readonly workerFile?: URL;
  /** Milliseconds that reading one archive may take. */
  readonly limit?: number;
}

/** The largest published solutions are read in about a second. */
const defaultLimit = 120_000;
/** MB. Twice what as many elements as are allowed take; the thread ends beyond it, the server does not. */
const heapLimit = 2048;

function tooMuch(name: string, why: string): AppError {
  return new AppError('solution-too-large', { file: name, message: `${name} cannot be read: ${why}.` });
}

function errorOf({ code, message, details }: ReadFault): Error {
  return code === undefined ? new Error(message) : new AppError(code, { ...details, message });
}

/**
 * Reads archives in a thread, so that requests are answered meanwhile: one at a time, each in a thread of its own that
 * ends with it. Errors are those that reading here would have thrown.
 */
export class ReadThread<Content = SolutionContent> {
  readonly #workerFile: URL;
  readonly #limit: number;
  readonly #running = new Set<Worker>();
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(options: ReadThreadOptions = {}) {
    this.#workerFile = options.workerFile ?? new URL('./solution-worker.js', import.meta.url);
    this.#limit = options.limit ?? defaultLimit;
  }

  /** Takes the bytes over: they are empty for the caller afterwards. */
  read(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Content> {
    const task = (): Promise<Content> => this.#start({ bytes, name });
    const next = this.#last.then(task, task);
    this.#last = next.catch(() => undefined);
    return next;
  }

  /** Ends what is being read. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#running].map((worker) => worker.terminate()));
  }

  #start(job: ReadJob & { readonly bytes: Uint8Array<ArrayBuffer> }): Promise<Content> {
    if (this.#closed) return Promise.reject(new AppError('unavailable'));
    const worker = new Worker(this.#workerFile, {
      workerData: job,
      transferList: [job.bytes.buffer],
      resourceLimits: { maxOldGenerationSizeMb: heapLimit },
    });
    this.#running.add(worker);
    return new Promise<Content>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(tooMuch(job.name, `it takes longer than ${this.#limit} milliseconds`)),
        this.#limit,
      );
      worker.on('message', (answer: ReadAnswer<Content>) => {
        if (answer.ok) resolve(answer.content);
        else reject(errorOf(answer.fault));
      });
      worker.on('error', (error: NodeJS.ErrnoException) =>
        reject(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? tooMuch(job.name, `it needs more than ${heapLimit} MB of memory`)
            : error,
        ),
      );
      worker.on('exit', () => {
        clearTimeout(timer);
        reject(new AppError('unavailable', { message: 'The thread that reads archives ended.' }));
      });
    }).finally(async () => {
      await worker.terminate();
      this.#running.delete(worker);
    });
  }
}
