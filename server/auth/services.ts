import type { Services } from '../services.ts';

/** What sign-in needs of the server's services. */
export type AuthServices = Pick<Services, 'config' | 'database' | 'model' | 'logger' | 'clock' | 'random'>;

/** The clock's instant, as text that the database reads as timestamptz; `later` in milliseconds. */
export function instant(services: Pick<AuthServices, 'clock'>, later = 0): string {
  return new Date(services.clock.now() + later).toISOString();
}
