import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder =
  process.env['CORPUS_DIR'] ?? join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'corpus');

/** Path of a solution of the corpus; undefined, with a message once, where the corpus is absent. */
export function corpusSolution(name: string): string | undefined {
  const path = join(folder, 'solutions', name);
  return existsSync(path) ? path : undefined;
}

export const hasCorpus = existsSync(join(folder, 'solutions'));

export const corpusNote = hasCorpus ? '' : ` (skipped: no corpus in ${folder}; set CORPUS_DIR)`;
