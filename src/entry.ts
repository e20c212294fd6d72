import { startDataWorker } from './data/start-data-worker.ts';
import { loadFirstPage } from './first-page.ts';

/**
 * Asks for everything that the first page needs at once: the app, the page's own code, and, where the address is inside
 * an app, the data worker, which loads beside them on another core. One after another they take twice as long.
 */
const path = window.location.pathname;
const worker = path.startsWith('/app/') ? startDataWorker() : undefined;
loadFirstPage(path);
void import('./main.ts').then(({ start }) => start(worker));
