import { msg } from '@lit/localize';
import type { SyncStatus } from '../../sync/status.ts';
import type { IconName } from '../base/icons.ts';

export type Indicator = SyncStatus['indicator'];

export interface IndicatorLook {
  readonly icon: IconName;
  readonly word: string;
  /** Custom property of the colour. */
  readonly color: string;
}

/** The server answers, as far as is known; being on some network is not enough. */
export function isConnected(status: SyncStatus): boolean {
  return status.online && status.problem?.code !== 'network';
}

/** Each state of the indicator has its own shape, colour and word; none is told by colour alone. */
export function indicatorLook(indicator: Indicator): IndicatorLook {
  switch (indicator) {
    case 'connected':
      return { icon: 'connected', word: msg('Up to date'), color: 'var(--hs-success)' };
    case 'not-connected':
      return { icon: 'not-connected', word: msg('Offline'), color: 'var(--hs-text-muted)' };
    case 'syncing':
      return { icon: 'refresh', word: msg('Syncing'), color: 'var(--hs-accent)' };
    case 'changes-waiting':
      return { icon: 'changes-waiting', word: msg('Changes waiting'), color: 'var(--hs-info)' };
    case 'warning':
      return { icon: 'warning', word: msg('Needs attention'), color: 'var(--hs-warning)' };
    case 'error':
      return { icon: 'error', word: msg('Sync error'), color: 'var(--hs-error)' };
  }
}
