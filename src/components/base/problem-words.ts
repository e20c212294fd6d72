import { msg, str } from '@lit/localize';
import { AppError, errorCodes } from '../../shared/base/app-error.ts';
import { uiLocale } from '../../i18n/localization.ts';
import type { FaultCode } from '../../shared/rules/normalize.ts';

/** Why a value does not fit; from a newer server also a code that is not known here. */
export interface ValueFault {
  readonly code: string;
  /** The length or bound that was passed. */
  readonly limit?: number;
}

/** The words for what is wrong with a value; undefined for a code of a newer server. */
export function faultWords({ code, limit: bound }: ValueFault): string | undefined {
  const limit = bound === undefined ? undefined : new Intl.NumberFormat(uiLocale()).format(bound);
  switch (code as FaultCode) {
    case 'required':
      return msg('A value is required.');
    case 'too-long':
      return limit === undefined ? msg('This text is too long.') : msg(str`At most ${limit} characters.`);
    case 'too-small':
      return limit === undefined ? msg('This number is too small.') : msg(str`At least ${limit}.`);
    case 'too-large':
      return limit === undefined ? msg('This number is too large.') : msg(str`At most ${limit}.`);
    case 'wrong-type':
      return msg('This field cannot hold such a value.');
    case 'bad-text':
      return msg('The text holds a character that cannot be stored.');
    case 'not-an-option':
      return msg('This is not one of the choices.');
    case 'bad-date':
      return msg('This is not a date.');
    case 'bad-target':
      return msg('This field cannot refer to a record of that kind.');
    case 'status-mismatch':
      return msg('This status reason does not belong to the status.');
    case 'not-writable':
      return msg('This field cannot be changed.');
    case 'unknown-column':
      return msg('The field does not exist any more.');
    default:
      return undefined;
  }
}

/** What people can meet, in their language; the rest of the catalogue speaks to who runs the server. */
function codeWords(code: string): string | undefined {
  switch (code) {
    case 'not-signed-in':
      return msg('Sign in to continue.');
    case 'wrong-person':
      return msg('Someone else has signed in meanwhile.');
    case 'no-privilege':
      return msg('Your roles do not allow this.');
    case 'no-mobile-privilege':
      return msg('Your roles do not include Dynamics 365 for mobile.');
    case 'no-row':
      return msg('The record does not exist any more, or you may not see it.');
    case 'no-table':
      return msg('The table does not exist any more.');
    case 'no-column':
      return msg('The field does not exist any more.');
    case 'required-missing':
      return msg('A value is required.');
    case 'bad-value':
      return msg('A value does not fit its field.');
    case 'version-mismatch':
      return msg('Someone else changed the same record');
    case 'row-exists':
      return msg('This record exists already.');
    case 'duplicate-key':
      return msg('There is a record with the same key values already.');
    case 'delete-restricted':
      return msg('Other records refer to it, so it cannot be deleted.');
    case 'last-administrator':
      return msg('At least one person must stay System Administrator.');
    case 'system-role':
      return msg('A role of the system cannot be deleted.');
    case 'hierarchy-loop':
      return msg('The parent is this record itself or one below it.');
    case 'mismatch':
      return msg('The server knows this change with another content.');
    case 'quarantined':
      return msg('The server keeps this change but could not read it.');
    case 'too-many-requests':
      return msg('The server is busy; it is tried again by itself.');
    case 'too-slow':
    case 'unavailable':
      return msg('The server is not ready; it is tried again by itself.');
    case 'network':
      return msg('The server cannot be reached.');
    case 'internal':
      return msg('Something went wrong on the server.');
    case 'quota-exceeded':
      return msg('This device has no room left.');
    case 'store-unusable':
      return msg('The data on this device cannot be opened.');
    case 'store-upgrade-blocked':
      return msg('Another tab has an older version open; close it.');
    default:
      return undefined;
  }
}

/** Why something was not accepted, as it is kept with a change or told by synchronisation. */
export interface Problem {
  readonly code: string;
  /** The server's own sentence, in English: shown where it says more than the code, or this version has no words for that. */
  readonly message: string;
  readonly column?: string;
  readonly fault?: ValueFault;
}

/** True where the sentence says no more than the code: then ours say it in the person's language. */
function isGeneral({ code, message }: Problem): boolean {
  const known: Readonly<Record<string, { readonly text: string }>> = errorCodes;
  return known[code] === undefined || known[code].text === message;
}

/** The words for a problem; `label`: the name of its column as people know it. */
export function problemWords(problem: Problem, label?: string): string {
  const fault = problem.fault && faultWords(problem.fault);
  const words = fault ?? (isGeneral(problem) ? codeWords(problem.code) : undefined) ?? problem.message;
  return label === undefined ? words : msg(str`${label}: ${words}`);
}

/** The words for a failure; `otherwise` for one without a code. */
export function errorWords(error: unknown, otherwise: string): string {
  return error instanceof AppError ? problemWords({ code: error.code, message: error.message }) : otherwise;
}
