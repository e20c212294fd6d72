export interface ConfirmOptions {
  readonly heading: string;
  readonly text: string;
  readonly confirm: string;
  readonly cancel: string;
  /** The act destroys something. */
  readonly danger?: boolean;
}

/** Asks before what cannot be undone; true when the person agrees. Its code loads with the first question. */
export async function showConfirm(options: ConfirmOptions): Promise<boolean> {
  const { openConfirm } = await import('./confirm.ts');
  return openConfirm(options);
}
