/** What a table may be on phones and tablets. */
export type MobileFlag = 'visible' | 'readOnly' | 'offline';

/**
 * What a solution states of a table for phones and tablets. A flag of 0 there means "not set", so only `readOnly` acts
 * by itself; absent: nothing stated.
 */
export interface MobileFlags {
  readonly visible?: boolean;
  readonly readOnly?: boolean;
  readonly offline?: boolean;
  /** Flags that administrators may not change. */
  readonly fixed?: readonly MobileFlag[];
}

/** What an administrator decided for a table; absent: nothing, the solution's word holds. */
export interface MobileDecision {
  readonly visible?: boolean;
  readonly readOnly?: boolean;
}

/** On phones and tablets: as everywhere, to look at only, or absent. */
export type MobileUse = 'editable' | 'read-only' | 'hidden';

/** What a table is on phones and tablets. A decision about a flag that is fixed, since an upgrade for one, is passed over. */
export function mobileUse(flags: MobileFlags | undefined, decision: MobileDecision | undefined): MobileUse {
  const isFree = (flag: MobileFlag): boolean => flags?.fixed?.includes(flag) !== true;
  if (decision?.visible === false && isFree('visible')) return 'hidden';
  const readOnly = isFree('readOnly') ? (decision?.readOnly ?? flags?.readOnly) : flags?.readOnly;
  return readOnly === true ? 'read-only' : 'editable';
}
