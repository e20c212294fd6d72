import { existsSync } from 'node:fs';
import { join } from 'node:path';

const named = process.env['CORPUS_DIR'] ?? '';
const folder = named || join(import.meta.dirname, '..', '..', '..', 'shared', 'corpus');

/** Where published solutions and queries lie, which are not the project's to hand on. A folder that is named must be there. */
export const hasCorpus = existsSync(folder);
if (named !== '' && !hasCorpus) throw new Error(`CORPUS_DIR: there is no folder ${named}`);

/** Ends the name of a test that needs the corpus; the run's summary tells the reason, and fails for a skip without one. */
export const corpusNote = hasCorpus ? '' : ` (skipped: no corpus in ${folder}; set CORPUS_DIR)`;

/** Path of a file or folder of the corpus, e.g. `solutions`, `X.zip`. Fails where a corpus lacks it. */
export function inCorpus(...names: readonly string[]): string {
  const path = join(folder, ...names);
  if (hasCorpus && !existsSync(path)) throw new Error(`the corpus in ${folder} has no ${names.join('/')}`);
  return path;
}
