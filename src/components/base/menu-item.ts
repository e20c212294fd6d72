import type { IconName } from './icons.ts';

/** One choice of a menu; a `divider` only separates. */
export interface MenuItem {
  readonly id: string;
  readonly text: string;
  readonly icon?: IconName;
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  readonly divider?: boolean;
}
