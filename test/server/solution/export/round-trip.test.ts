import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/shared/base/app-error.ts';
import { readSolutionPath, readZip } from '../../../../server/solution/archive.ts';
import { packFiles } from '../../../../server/solution/export/export-solution.ts';
import { writeSolution } from '../../../../server/solution/export/write-solution.ts';
import { readSolution } from '../../../../server/solution/read-solution.ts';
import type { SolutionFiles } from '../../../../server/solution/solution-files.ts';
import type { SolutionModel } from '../../../../server/solution/solution-model.ts';
import { corpusNote, hasCorpus, inCorpus } from '../../../support/corpus.ts';
import { largeSolution } from '../../../support/large-solution.ts';
import { mutateXml, mutation } from '../mutate-xml.ts';
import { richCustomizations } from '../rich-solution.ts';
import { sampleManifest, zipOf } from '../sample-solution.ts';
import { comparable, exported, newFindings } from './comparable.ts';

const bundled = (name: string): string =>
  join(import.meta.dirname, '..', '..', '..', '..', 'solutions', name);

const published = [
  'PermitManagement_1_0_0_0.zip',
  'PermitManagement_1_0_0_2.zip',
  'PermitManagement_1_0_0_3.zip',
  'PermitManagement_1_0_0_3_managed.zip',
  'PurchaseRequisition.zip',
  'PurchaseRequisition.unpacked.zip',
  'BusinessApprovalKit.unpacked.zip',
];

function expectSame(files: SolutionFiles): void {
  const first = readSolution(files);
  const second = readSolution(exported(first));
  expect(comparable(second)).toEqual(comparable(first));
  expect(newFindings(first, second)).toEqual([]);
}

describe('a solution read, written and read again', () => {
  it.each(['base', 'sales', 'service'])('is the same: %s', async (name) => {
    expectSame(await readSolutionPath(bundled(name)));
  });

  it.skipIf(!hasCorpus).each(published)(`is the same: %s${corpusNote}`, async (name) => {
    expectSame(await readSolutionPath(inCorpus('solutions', name)));
  });

  it('is the same with columns named like words of SQL and choices with gaps', () => {
    expectSame(readZip(largeSolution({ tables: 3, columns: 40 }), 'large.zip'));
  });

  it('gives the same bytes each time', async () => {
    const model = readSolution(await readSolutionPath(bundled('sales')));
    expect(packFiles(writeSolution(model))).toEqual(packFiles(writeSolution(structuredClone(model))));
  });

  it('keeps texts in several languages, signs of XML and line breaks', () => {
    const label = `<label description="A &amp; &quot;B&quot; &lt;c&gt;&#10;d" languagecode="1033" /><label description="Ä’s 日本" languagecode="1031" />`;
    const customizations = richCustomizations().replace(
      '<label description="One" languagecode="1033" />',
      label,
    );
    const files = readZip(
      zipOf({ 'solution.xml': sampleManifest(), 'customizations.xml': customizations }),
      'odd.zip',
    );
    const first = readSolution(files);
    expect(JSON.stringify(first)).toContain('Ä’s 日本');
    expectSame(files);
  });

  it('is the same when parts of it are spoiled at random', () => {
    const seen = { read: 0, refused: 0 };
    fc.assert(
      fc.property(
        fc.array(mutation, { maxLength: 5 }),
        fc.array(mutation, { maxLength: 2 }),
        (parts, head) => {
          const archive = zipOf({
            'solution.xml': mutateXml(sampleManifest({ name: 'Odd' }), head),
            'customizations.xml': mutateXml(richCustomizations(), parts),
            'WebResources/demo.js': 'alert(1)',
          });
          let first: SolutionModel;
          try {
            first = readSolution(readZip(archive, 'odd.zip'));
          } catch (error) {
            if (!(error instanceof AppError)) throw error;
            seen.refused += 1;
            return;
          }
          seen.read += 1;
          expect(comparable(readSolution(exported(first)))).toEqual(comparable(first));
        },
      ),
      { numRuns: 300, seed: 4242, endOnFailure: true },
    );
    expect(seen.read).toBeGreaterThan(100);
  });
});
