import { createHash } from 'node:crypto';
import type { Random } from '../../src/shared/base/guid.ts';

/** 256 random bits as text that fits into cookies, links and headers. */
export function newSecret(random: Random): string {
  return Buffer.from(random.bytes(new Uint8Array(32))).toString('base64url');
}

/** What is stored of a random secret. Plain SHA-256 is enough for 256 random bits and for nothing that people choose. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

// Without letters and digits that look alike: people copy these by hand.
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password that a person can copy by hand: four groups of four, about 79 bits. */
export function newReadablePassword(random: Random): string {
  const letters: string[] = [];
  while (letters.length < 16) {
    for (const byte of random.bytes(new Uint8Array(32))) {
      // Rejecting the uneven rest keeps every letter equally likely.
      if (byte < 256 - (256 % alphabet.length)) letters.push(alphabet[byte % alphabet.length] ?? '');
    }
  }
  return [0, 4, 8, 12].map((start) => letters.slice(start, start + 4).join('')).join('-');
}
