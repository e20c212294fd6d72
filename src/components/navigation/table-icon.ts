import type { IconName } from '../base/icons.ts';

const known: Readonly<Record<string, IconName>> = {
  account: 'account',
  activitypointer: 'activity',
  annotation: 'note',
  appointment: 'appointment',
  businessunit: 'account',
  campaign: 'campaign',
  competitor: 'competitor',
  contact: 'contact',
  email: 'email',
  incident: 'case',
  invoice: 'invoice',
  lead: 'lead',
  letter: 'letter',
  opportunity: 'opportunity',
  phonecall: 'phonecall',
  product: 'product',
  quote: 'quote',
  salesorder: 'invoice',
  systemuser: 'user',
  task: 'task',
  team: 'team',
  transactioncurrency: 'currency',
};

/** The icon of a standard table; undefined for others, which show their initial. */
export function tableIcon(table: string): IconName | undefined {
  return known[table];
}
