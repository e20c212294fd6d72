import type { XmlElement } from '../../../src/shared/base/xml.ts';
import { attributeOf, numberOf, textAt } from '../element.ts';

/** Messages of plug-in steps by the fixed ids that every organisation has. */
const messages: Readonly<Record<string, string>> = {
  '9ebdbb1b-ea3e-db11-86a7-000a3a5473e8': 'create',
  '20bebb1b-ea3e-db11-86a7-000a3a5473e8': 'update',
  'a1bdbb1b-ea3e-db11-86a7-000a3a5473e8': 'delete',
};

const stages: Readonly<Record<number, string>> = {
  10: 'before validation',
  20: 'before the operation',
  40: 'after the operation',
};

/** Numbers of `subscriptionRequest/message` of a flow that waits for rows. */
const rowMessages: Readonly<Record<number, string>> = {
  1: 'create',
  2: 'delete',
  3: 'update',
  4: 'create or update',
  5: 'create or delete',
  6: 'update or delete',
  7: 'create, update or delete',
};

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function within(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined),
    value,
  );
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function scheduleOf(trigger: unknown): string {
  const interval = within(trigger, 'recurrence', 'interval');
  const frequency = word(within(trigger, 'recurrence', 'frequency'));
  if (frequency === undefined) return 'a schedule';
  return `a schedule, every ${typeof interval === 'number' ? `${interval} ` : ''}${frequency.toLowerCase()}`;
}

function triggerText(trigger: unknown): string {
  const type = word(within(trigger, 'type')) ?? 'unknown';
  if (type === 'Recurrence') return scheduleOf(trigger);
  if (type === 'Request') return `a request (${word(within(trigger, 'kind')) ?? 'any'})`;
  const parameters = within(trigger, 'inputs', 'parameters');
  const table = word(within(parameters, 'subscriptionRequest/entityname'));
  const message = within(parameters, 'subscriptionRequest/message');
  const columns = word(within(parameters, 'subscriptionRequest/filteringattributes'));
  const kind = typeof message === 'number' ? rowMessages[message] : undefined;
  if (table === undefined) return `a trigger of type ${type}`;
  return `${kind ?? 'a change'} of ${table}${columns === undefined ? '' : ` (${columns.split(',').join(', ')})`}`;
}

/** What starts a flow, in words, from the text of its JSON file; undefined when it cannot be told. */
export function flowTrigger(json: string): string | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
  const triggers = within(parsed, 'properties', 'definition', 'triggers');
  if (!isRecord(triggers)) return undefined;
  const texts = Object.values(triggers).map(triggerText);
  return texts.length === 0 ? undefined : texts.join('; ');
}

/** When a plug-in step would run: message, table, columns, stage. */
export function pluginStepText(step: XmlElement): string {
  const id = (textAt(step, 'SdkMessageId') ?? '').replace(/[{}]/g, '').toLowerCase();
  const message =
    textAt(step, 'SdkMessageName')?.toLowerCase() ?? messages[id] ?? `message ${id || 'unknown'}`;
  const table = textAt(step, 'PrimaryEntity')?.toLowerCase() ?? 'any table';
  const columns = textAt(step, 'FilteringAttributes');
  const stage = numberOf(textAt(step, 'Stage'));
  const when = stage === undefined ? '' : `, ${stages[stage] ?? `stage ${stage}`}`;
  return `${message} of ${table}${columns === undefined ? '' : ` (${columns.split(',').join(', ')})`}${when}`;
}

/** Short name of a plug-in assembly, or of a step by its own name. */
export function pluginName(element: XmlElement): string {
  const full = attributeOf(element, 'FullName') ?? attributeOf(element, 'Name') ?? textAt(element, 'Name');
  return full?.split(',')[0] ?? 'unnamed';
}
