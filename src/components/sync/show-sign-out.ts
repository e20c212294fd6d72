export type SignOutChoice = 'send' | 'export' | 'discard' | 'stay';

export interface SignOutQuestion {
  /** Changes that the server does not have. */
  readonly count: number;
  readonly online: boolean;
}

/** Asks what becomes of unsent changes before sign-out wipes the device. Its code loads with the first question. */
export async function showSignOut(question: SignOutQuestion): Promise<SignOutChoice> {
  const { openSignOut } = await import('./sign-out-dialog.ts');
  return openSignOut(question);
}
