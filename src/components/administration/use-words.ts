import { msg } from '@lit/localize';
import type { TableSettings } from '../../shared/metadata/table-settings.ts';

type Use = TableSettings['use'];

/** Name of what a table is on phones and tablets. */
export function useWords(use: Use): string {
  switch (use) {
    case 'editable':
      return msg('Editable');
    case 'read-only':
      return msg('Read-only');
    case 'hidden':
      return msg('Not shown');
  }
}

/** What an administrator may choose: a fixed flag leaves only what the solution says of it. */
export function usesOf({ fixed, stated }: TableSettings): readonly Use[] {
  const shown: Use[] = fixed.includes('readOnly') ? [stated] : ['editable', 'read-only'];
  return fixed.includes('visible') ? shown : [...shown, 'hidden'];
}
