import { createContext } from '@lit/context';
import type { DataClient } from '../data/client.ts';

/** The door to the open app's data; undefined while no app is open. */
export const dataClientContext = createContext<DataClient | undefined>(Symbol('data-client'));
