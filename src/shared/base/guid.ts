/** A row id: lower-case, hyphenated, no braces. */
export type Guid = string;

const plain = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for the canonical form only; use {@link readGuid} on anything that came from outside. */
export function isGuid(text: unknown): text is Guid {
  return typeof text === 'string' && plain.test(text);
}

/** Reads a GUID with or without braces, in either case; undefined when it is none. */
export function readGuid(text: string): Guid | undefined {
  const candidate = text
    .trim()
    .replace(/^\{|\}$/g, '')
    .toLowerCase();
  return plain.test(candidate) ? candidate : undefined;
}

/** Source of randomness, a parameter everywhere so that a bad day can be replayed from a seed (I10). */
export interface Random {
  /** Fills the array with random bytes and returns it. */
  bytes(into: Uint8Array): Uint8Array;
}

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

/** A new random (version 4) row id. */
export function newGuid(random: Random): Guid {
  const bytes = random.bytes(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const text = Array.from(bytes, hex).join('');
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
    '-',
  );
}
