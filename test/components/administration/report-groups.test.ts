import { describe, expect, it } from 'vitest';
import { groupReport, titleOf } from '../../../src/components/administration/report-groups.ts';
import type { ReportItem } from '../../../src/shared/metadata/solution-report.ts';

const items: readonly ReportItem[] = [
  { kind: 'table', name: 'b_table', status: 'used' },
  { kind: 'table', name: 'a_table', status: 'used' },
  { kind: 'file', name: 'x.js', status: 'kept', reason: 'is kept' },
  {
    kind: 'form',
    name: '1',
    title: { '1031': 'Übersicht', '1033': 'Overview' },
    status: 'gap',
    reason: 'lacks a',
  },
  { kind: 'form', name: '2', title: { '1036': 'Aperçu' }, status: 'gap', reason: 'lacks b' },
];

describe('the report of an import', () => {
  it('tells gaps first and what works last, names sorted', () => {
    expect(groupReport(items, 1033)).toEqual([
      {
        status: 'gap',
        count: 2,
        groups: [
          { kind: 'form', reason: 'lacks a', names: ['Overview'] },
          { kind: 'form', reason: 'lacks b', names: ['Aperçu'] },
        ],
      },
      { status: 'kept', count: 1, groups: [{ kind: 'file', reason: 'is kept', names: ['x.js'] }] },
      { status: 'used', count: 2, groups: [{ kind: 'table', names: ['a_table', 'b_table'] }] },
    ]);
  });

  it('calls a component by its title in the language asked for, else in English, else in any, else by its name', () => {
    expect(items.map((item) => titleOf(item, 1031))).toEqual([
      'b_table',
      'a_table',
      'x.js',
      'Übersicht',
      'Aperçu',
    ]);
  });

  it('finds by kind, name, title and reason, whatever case and accents', () => {
    const found = (text: string) =>
      groupReport(items, 1031, text).flatMap((part) => part.groups.flatMap((group) => group.names));
    expect(found(' UBERS ')).toEqual(['Übersicht']);
    expect(found('lacks')).toEqual(['Übersicht', 'Aperçu']);
    expect(found('table')).toEqual(['a_table', 'b_table']);
    expect(found('2')).toEqual(['Aperçu']);
    expect(found('nothing')).toEqual([]);
  });
});
