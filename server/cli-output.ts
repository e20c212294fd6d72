import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '../src/shared/base/app-error.ts';

/** Writes a file of the caller's folder; returns its whole path. Throws `bad-request` where it cannot be written. */
export async function writeOutput(folder: string, file: string, bytes: Uint8Array): Promise<string> {
  const path = resolve(folder, file);
  try {
    await writeFile(path, bytes);
  } catch (error) {
    throw new AppError('bad-request', { message: `${path} cannot be written.` }, { cause: error });
  }
  return path;
}
