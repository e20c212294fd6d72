import { AppError } from '../shared/base/app-error.ts';

/** A data worker whose code loads; it is told later whose data to open. */
export interface StartedWorker {
  readonly worker: Worker;
  /** Rejects, maybe long before anyone asks, when its code could not be loaded: such a worker never answers. */
  readonly failed: Promise<never>;
}

/** Starts the bundled data worker. */
export function startDataWorker(): StartedWorker {
  return watchWorker(
    new Worker(new URL('./worker/data-worker.ts', import.meta.url), { type: 'module', name: 'haversack-data' }),
  );
}

/** Listens from the first moment on: the event comes once. */
export function watchWorker(worker: Worker): StartedWorker {
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      reject(new AppError('unavailable', { message: event.message || 'The app’s code could not be loaded.' }));
    });
  });
  failed.catch(() => undefined);
  return { worker, failed };
}
