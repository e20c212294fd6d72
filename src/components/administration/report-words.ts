import { msg, str } from '@lit/localize';
import type { ComponentStatus } from '../../shared/metadata/solution-report.ts';

/** The name of a status. */
export function statusWords(status: ComponentStatus): string {
  switch (status) {
    case 'used':
      return msg('In use');
    case 'gap':
      return msg('With a gap');
    case 'not understood':
      return msg('Not understood');
    case 'kept':
      return msg('Kept');
  }
}

/** What a status means for whoever reads the report. */
export function statusMeaning(status: ComponentStatus): string {
  switch (status) {
    case 'used':
      return msg('These parts work in the apps.');
    case 'gap':
      return msg('A part of these does not work. The reason says which.');
    case 'not understood':
      return msg('This version cannot read these. They are stored whole and nothing of them is lost.');
    case 'kept':
      return msg('This version does not run these. They are stored whole and exported again.');
  }
}

/** Kinds of component as people call several of them; one of a newer server goes by its own name. */
export function kindWords(kind: string): string {
  switch (kind) {
    case 'table':
      return msg('Tables');
    case 'column':
      return msg('Columns');
    case 'choice':
      return msg('Choices');
    case 'relationship':
      return msg('Relationships');
    case 'form':
      return msg('Forms');
    case 'view':
      return msg('Views');
    case 'chart':
      return msg('Charts');
    case 'dashboard':
      return msg('Dashboards');
    case 'site map':
      return msg('Site maps');
    case 'app':
      return msg('Apps');
    case 'role':
      return msg('Roles');
    case 'file':
      return msg('Files');
    case 'dependency':
      return msg('Dependencies');
    default:
      return kind;
  }
}

/** How many rows, in words. */
export function rowCount(count: number, text: string): string {
  return count === 1 ? msg('1 row') : msg(str`${text} rows`);
}
