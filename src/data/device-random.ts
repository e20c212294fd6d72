import type { Random } from '../shared/base/guid.ts';

/** The platform's cryptographic randomness. */
export const deviceRandom: Random = {
  bytes: (into) => crypto.getRandomValues(into as Uint8Array<ArrayBuffer>),
};
