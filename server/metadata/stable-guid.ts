import { createHash } from 'node:crypto';
import type { Guid } from '../../src/shared/base/guid.ts';

/** The same id for the same words, so that an import makes the same rows on every server and every run. */
export function stableGuid(...words: readonly string[]): Guid {
  const bytes = createHash('sha256').update(words.join('\u0000')).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
