import { translated } from '../translated.ts';

/** German texts. */
export const templates = translated({
  Accounts: 'Firmen',
});
