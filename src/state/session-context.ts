import { createContext } from '@lit/context';
import type { Session, SessionClient } from '../data/session.ts';

/** The session as known; undefined until the first answer. */
export const sessionContext = createContext<Session | undefined>(Symbol('session'));

/** What asks for sign-in, sign-out, apps. */
export const sessionClientContext = createContext<SessionClient | undefined>(Symbol('session-client'));
