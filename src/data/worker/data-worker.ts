import { expose } from 'comlink';
import { WorkerSession } from './worker-session.ts';

/** Entry of the data worker: store, queries and synchronisation of one tab live here, off the interface's thread. */
expose(new WorkerSession());
