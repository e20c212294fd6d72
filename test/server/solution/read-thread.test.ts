import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readSolution } from '../../../server/solution/read-solution.ts';
import { ReadThread } from '../../../server/solution/read-thread.ts';
import { readArchive } from '../../../server/solution/solution-content.ts';
import { parseXml, XmlBudget, xmlLimits } from '../../../server/solution/xml.ts';
import { largeSolution } from '../../support/large-solution.ts';
import { buildReadWorker } from '../../support/workers.ts';
import { sampleApp, sampleArchive, sampleCustomizations, sampleManifest, zipOf } from './sample-solution.ts';

/** A small archive of very many empty elements. */
function swollen(elements: number): Uint8Array<ArrayBuffer> {
  const more = '<a/>'.repeat(elements);
  return new Uint8Array(
    zipOf({
      'solution.xml': sampleManifest(),
      'customizations.xml': `<ImportExportXml><Entities />${more}</ImportExportXml>`,
    }),
  );
}

describe('a solution in a thread of its own', () => {
  let workerFile: URL;
  let thread: ReadThread;
  beforeAll(async () => {
    workerFile = await buildReadWorker();
  });
  afterEach(() => thread.close());

  it('is read as it is here, files included', async () => {
    thread = new ReadThread({ workerFile });
    const archive = zipOf({
      'solution.xml': sampleManifest(),
      'customizations.xml': sampleCustomizations({ sections: sampleApp(['Basic User']) }),
      'WebResources/a.js': 'alert(1)',
      'WebResources/b.js': 'alert(2)',
    });
    const here = readArchive(archive, 'sample.zip');
    expect(here.model.kept.map((one) => one.name)).toEqual(['WebResources/a.js', 'WebResources/b.js']);
    expect(await thread.read(new Uint8Array(archive), 'sample.zip')).toEqual(here);
  });

  it('leaves the event loop of this thread free', async () => {
    thread = new ReadThread({ workerFile });
    let isDone = false;
    const reading = thread
      .read(new Uint8Array(largeSolution({ tables: 40, columns: 60 })), 'large.zip')
      .finally(() => (isDone = true));
    let turns = 0;
    while (!isDone) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
    }
    expect((await reading).model.tables.length).toBe(40);
    // Read here, the promise would settle within the first turn or two.
    expect(turns).toBeGreaterThan(100);
  });

  it('fails with the same error as here', async () => {
    thread = new ReadThread({ workerFile });
    const broken = zipOf({ 'solution.xml': sampleManifest(), 'customizations.xml': '<a>\n</b>' });
    await expect(thread.read(new Uint8Array(broken), 'broken.zip')).rejects.toMatchObject({
      name: 'AppError',
      code: 'solution-bad-xml',
      message: expect.stringContaining('customizations.xml, line 2'),
      details: { path: 'customizations.xml', line: 2 },
    });
    const next = await thread.read(new Uint8Array(sampleArchive()), 'sample.zip');
    expect(next.model.manifest.uniqueName).toBe('Sample');
  });

  it('is refused where it is small and holds more elements than any solution, naming the file', async () => {
    thread = new ReadThread({ workerFile });
    const archive = swollen(xmlLimits.elements);
    expect(archive.length).toBeLessThan(100_000);
    await expect(thread.read(archive, 'swollen.zip')).rejects.toMatchObject({
      code: 'solution-too-large',
      message: 'customizations.xml, line 1: the files hold more than 2000000 XML elements, the limit.',
    });
  });

  it('is ended where it takes too long, and the next one is read', async () => {
    thread = new ReadThread({ workerFile, limit: 1 });
    await expect(thread.read(swollen(200_000), 'slow.zip')).rejects.toMatchObject({
      code: 'solution-too-large',
      message: 'slow.zip cannot be read: it takes longer than 1 milliseconds.',
    });
    await thread.close();
    thread = new ReadThread({ workerFile });
    const waiting = [1, 2].map(() => thread.read(new Uint8Array(sampleArchive()), 'sample.zip'));
    expect((await Promise.all(waiting)).map((one) => one.model.manifest.version)).toEqual([
      '1.0.0.0',
      '1.0.0.0',
    ]);
  });

  it('is given up when the server closes', async () => {
    thread = new ReadThread({ workerFile });
    const reading = thread.read(swollen(500_000), 'slow.zip');
    const refused = expect(reading).rejects.toMatchObject({ code: 'unavailable' });
    await new Promise((resolve) => setImmediate(resolve));
    await thread.close();
    await refused;
    await expect(thread.read(new Uint8Array(sampleArchive()), 'late.zip')).rejects.toMatchObject({
      code: 'unavailable',
    });
  });
});

describe('the budget of a solution', () => {
  it('counts the elements and attributes of all its files together', () => {
    const files = (limits: { elements: number; attributes: number }) =>
      readSolution(
        {
          name: 'given.zip',
          entries: new Map(
            Object.entries({
              'Other/Solution.xml': sampleManifest(),
              'OptionSets/a.xml': '<optionset Name="a"><options /></optionset>',
              'OptionSets/b.xml': '<optionset Name="b"><options /></optionset>',
            }).map(([path, text]) => [path, new TextEncoder().encode(text)]),
          ),
        },
        limits,
      );
    const budget = { elements: 14, attributes: 2 };
    expect(files(budget).choices.map((one) => one.name)).toEqual(['a', 'b']);
    expect(() => files({ ...budget, elements: 13 })).toThrow(
      /^OptionSets\/b\.xml, line 1: .*13 XML elements/,
    );
    expect(() => files({ ...budget, attributes: 1 })).toThrow(
      /^OptionSets\/b\.xml, line 1: .*1 XML attributes/,
    );
  });

  it('stops a tag of many attributes before the tag ends', () => {
    const budget = new XmlBudget({ elements: 9, attributes: 3 });
    expect(() => parseXml('<a b="" c="" d="" e="" f="', 'x.xml', budget)).toThrow(
      /more than 3 XML attributes/,
    );
  });

  it('is not one of elements alone: a kind has its number too', () => {
    const roles = Array.from(
      { length: 2001 },
      (_, n) => `<Role id="{00000000-0000-4000-8000-${String(n).padStart(12, '0')}}" name="Role ${n}" />`,
    );
    const archive = sampleArchive({ sections: `<Roles>${roles.join('')}</Roles>` });
    expect(() => readArchive(archive, 'roles.zip')).toThrow(
      'roles.zip brings 2001 roles; 2000 is the limit.',
    );
  });
});
