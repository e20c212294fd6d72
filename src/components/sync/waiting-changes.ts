import { msg } from '@lit/localize';
import type { OutboxEntry } from '../../store/entry.ts';
import { problemWords } from '../base/problem-words.ts';

/** What the entry does, as a verb phrase. */
export function entryAction(entry: OutboxEntry): string {
  switch (entry.operation.kind) {
    case 'create':
      return msg('New');
    case 'update':
      return msg('Changed');
    case 'delete':
      return msg('Deleted');
    case 'associate':
      return msg('Linked');
    case 'disassociate':
      return msg('Unlinked');
  }
}

/** True for an entry that will not be sent without the person's decision. */
export function isProblem(entry: OutboxEntry): boolean {
  return entry.state === 'refused' || entry.state === 'conflict' || entry.state === 'parked';
}

/** True where sending it anew may help. What this version of the app cannot read it cannot send either. */
export function canSendAgain(entry: OutboxEntry): boolean {
  return isProblem(entry) && !('raw' in entry);
}

/** Where the entry stands, in words; `label`: the name of the column that its problem is about. */
export function entryStanding(entry: OutboxEntry, label?: string): string {
  if (isProblem(entry) && entry.problem !== undefined) return problemWords(entry.problem, label);
  switch (entry.state) {
    case 'waiting':
      return msg('Saved on this device, not sent yet');
    case 'sealed':
      return msg('Being sent');
    case 'refused':
      return msg('The server refused this change');
    case 'conflict':
      return msg('Someone else changed the same record');
    case 'parked':
      return msg('This change could not be read');
  }
}
