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
    case 'flow':
      return msg('Flows');
    case 'workflow':
      return msg('Workflows');
    case 'business process flow':
      return msg('Business process flows');
    case 'business rule':
      return msg('Business rules');
    case 'column mapping':
      return msg('Column mappings');
    case 'column security':
      return msg('Column security profiles');
    case 'environment variable':
      return msg('Environment variables');
    case 'custom API':
      return msg('Custom APIs');
    case 'command':
      return msg('Commands');
    case 'command bar':
      return msg('Command bars');
    case 'web resource':
      return msg('Web resources');
    case 'code component':
      return msg('Code components');
    case 'canvas app':
      return msg('Canvas apps');
    case 'connection reference':
      return msg('Connection references');
    case 'custom connector':
      return msg('Custom connectors');
    case 'plug-in assembly':
      return msg('Plug-in assemblies');
    case 'plug-in step':
      return msg('Plug-in steps');
    case 'connection role':
      return msg('Connection roles');
    case 'duplicate rule':
      return msg('Duplicate rules');
    case 'service level':
      return msg('Service levels');
    case 'mobile offline profile':
      return msg('Mobile offline profiles');
    case 'formula':
      return msg('Formulas');
    default:
      return kind;
  }
}

/** How many rows, in words. */
export function rowCount(count: number, text: string): string {
  return count === 1 ? msg('1 row') : msg(str`${text} rows`);
}
