import { scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import type { Random } from '../../src/shared/base/guid.ts';

const log2Cost = 15;
const blockSize = 8;
const parallelization = 1;
const keyLength = 32;

function derive(password: string, salt: Uint8Array, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // People type accents in composed or decomposed form, depending on the keyboard.
    scrypt(password.normalize('NFC'), salt, keyLength, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

function costs(log2: number, block: number, parallel: number): ScryptOptions {
  return { N: 2 ** log2, r: block, p: parallel, maxmem: 256 * 2 ** log2 * block };
}

/** `scrypt$log2N$r$p$salt$key`; the costs travel with the hash, so they can be raised later. */
export async function hashPassword(password: string, random: Random): Promise<string> {
  const salt = random.bytes(new Uint8Array(16));
  const key = await derive(password, salt, costs(log2Cost, blockSize, parallelization));
  return [
    'scrypt',
    log2Cost,
    blockSize,
    parallelization,
    Buffer.from(salt).toString('base64url'),
    key.toString('base64url'),
  ].join('$');
}

/**
 * Compares in constant time. Without a hash it takes the same time and says no, so that an answer does not tell whether
 * a login name exists.
 */
export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [scheme, log2, block, parallel, salt, key] = (hash ?? '').split('$');
  if (scheme !== 'scrypt' || salt === undefined || key === undefined) {
    await derive(password, new Uint8Array(16), costs(log2Cost, blockSize, parallelization));
    return false;
  }
  const found = await derive(
    password,
    new Uint8Array(Buffer.from(salt, 'base64url')),
    costs(Number(log2), Number(block), Number(parallel)),
  );
  const expected = new Uint8Array(Buffer.from(key, 'base64url'));
  return found.length === expected.length && timingSafeEqual(new Uint8Array(found), expected);
}
