import { expect, it } from 'vitest';
import { readZip } from '../../../server/solution/archive.ts';
import { readSolution } from '../../../server/solution/read-solution.ts';
import { sampleArchive } from './sample-solution.ts';

it('words that every object knows mean nothing in a solution', () => {
  const archive = sampleArchive({
    ownership: 'constructor',
    columns: [
      { name: 'demo_odd', type: 'constructor' },
      { name: 'demo_text', required: 'toString' },
    ],
  });
  const { tables, items } = readSolution(readZip(archive, 'odd.zip'));
  expect(items).toContainEqual({
    kind: 'column',
    name: 'demo_thing.demo_odd',
    status: 'not understood',
    reason: 'column type constructor',
  });
  expect(tables[0]?.table.ownership).toBe('user');
  expect(tables[0]?.table.columns.find((one) => one.logicalName === 'demo_text')?.required).toBe('none');
});
