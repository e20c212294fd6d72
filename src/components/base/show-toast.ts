export interface ToastOptions {
  readonly tone?: 'neutral' | 'error';
  /** A way out offered beside the text, such as Undo. */
  readonly action?: { readonly text: string; readonly run: () => void };
  /** Milliseconds; default 5000, 8000 with an action; 0 stays until closed. */
  readonly duration?: number;
}

/** Tells the person something that needs no answer. Trouble is told near its cause first; a toast is for the rest. */
export async function showToast(text: string, options: ToastOptions = {}): Promise<void> {
  const { openToast } = await import('./toast.ts');
  openToast(text, options);
}
