import { msg } from '@lit/localize';
import { html } from 'lit';
import '../components/base/hs-empty-state.ts';
import { errorWords } from '../components/base/problem-words.ts';
import { AppError } from '../shared/base/app-error.ts';

/** A page of administration that could not be read, and the way to try again. */
export function administrationProblem(error: unknown, retry: () => void) {
  const isOffline = error instanceof AppError && error.code === 'network';
  return html`<hs-empty-state
    .icon=${isOffline ? 'not-connected' : 'error'}
    tone="error"
    .heading=${isOffline ? msg('Administration needs a connection') : msg('This could not be read')}
    .text=${errorWords(error, msg('Something went wrong.'))}
    ><button type="button" @click=${retry}>${msg('Try again')}</button></hs-empty-state
  >`;
}
