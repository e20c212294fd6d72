import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type * as Xml from '../../../src/shared/base/xml.ts';
import type * as Empty from '../../../server/solution/is-empty.ts';
import { readSolutionPath } from '../../../server/solution/archive.ts';
import { readSolution } from '../../../server/solution/read-solution.ts';
import type * as Parser from '../../../server/solution/xml.ts';
import { corpusNote, hasCorpus, inCorpus } from '../../support/corpus.ts';
import { missing, noNote, noteOf, printCensus } from './census-print.ts';
import { Census } from './census.ts';

const watch = vi.hoisted(() => ({ census: undefined as Census | undefined }));

vi.mock(import('../../../server/solution/xml.ts'), async (original) => {
  const module: typeof Parser = await original();
  return {
    ...module,
    parseXml: (source, path, budget) => {
      const parsed = module.parseXml(source, path, budget);
      // Files of processes are kept whole, and have an account of their own (XamlCoverage).
      return path.endsWith('.xaml') ? parsed : (watch.census?.record(parsed, path) ?? parsed);
    },
  };
});

// Storing what is there, or asking whether anything is, is no use of it.
vi.mock(import('../../../src/shared/base/xml.ts'), async (original) => {
  const module: typeof Xml = await original();
  return {
    ...module,
    printXml: (element) => {
      watch.census?.keep(element);
      return watch.census?.quietly(() => module.printXml(element)) ?? module.printXml(element);
    },
  };
});
vi.mock(import('../../../server/solution/is-empty.ts'), async (original) => {
  const module: typeof Empty = await original();
  return {
    isEmpty: (element) => watch.census?.quietly(() => module.isEmpty(element)) ?? module.isEmpty(element),
  };
});

const published = [
  'PermitManagement_1_0_0_3.zip',
  'PermitManagement_1_0_0_3_managed.zip',
  'PurchaseRequisition.zip',
  'PurchaseRequisition.unpacked.zip',
  'BusinessApprovalKit.unpacked.zip',
];

/** Everything that reading the published solutions made of what is in them. */
async function takeCensus(): Promise<Census> {
  const census = new Census();
  for (const name of published) {
    const files = await readSolutionPath(inCorpus('solutions', name));
    watch.census = census;
    const model = readSolution(files);
    watch.census = undefined;
    const kept = new Set(model.kept.flatMap((one) => (one.kind === 'file' ? one.name : [])));
    census.keepDocuments((path) => kept.has(path) || path.endsWith('(QuickForms)'));
  }
  return census;
}

describe.skipIf(!hasCorpus)(`what published solutions hold${corpusNote}`, () => {
  it('is used, kept or not understood as docs/solution-support.md says', async () => {
    const fates = (await takeCensus()).fates();
    expect(fates.get('Column')?.get('MaxLength')).toBe('used');
    expect(fates.get('Form')?.get('form/formLibraries/Library/@name')).toBe('kept');
    expect(fates.get('Column')?.get('IsAuditEnabled')).toBe('not understood');
    const shown = [...fates].flatMap(([kind, paths]) =>
      missing(paths).map((part) => `${kind}: ${part} ${noteOf(kind, part)}`),
    );
    expect(shown.filter((line) => line.endsWith(noNote))).toEqual([]);
    await expect(printCensus(fates)).toMatchFileSnapshot(
      join(import.meta.dirname, '..', '..', '..', 'docs', 'solution-support.md'),
    );
  });
});
