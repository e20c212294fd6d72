import '@vaadin/confirm-dialog/vaadin-confirm-dialog.js';
import type { ConfirmOptions } from './show-confirm.ts';

/** The dialog puts the focus on its confirming button; where that destroys something, Enter should keep instead. */
function startAtCancel(dialog: HTMLElement): void {
  const onFocus = (event: Event): void => {
    if ((event.target as HTMLElement).slot !== 'confirm-button') return;
    dialog.removeEventListener('focusin', onFocus);
    // Vaadin marks the button as focused after focusing it; moving on before that would leave the mark behind.
    queueMicrotask(() => dialog.querySelector<HTMLElement>(':scope > [slot="cancel-button"]')?.focus());
  };
  dialog.addEventListener('focusin', onFocus);
}

/** Opens the question at once; callers use showConfirm, which loads this first. */
export function openConfirm(options: ConfirmOptions): Promise<boolean> {
  const dialog = document.createElement('vaadin-confirm-dialog');
  dialog.header = options.heading;
  dialog.message = options.text;
  dialog.confirmText = options.confirm;
  dialog.confirmTheme = options.danger ? 'primary error' : 'primary';
  dialog.cancelText = options.cancel;
  dialog.cancelButtonVisible = true;
  if (options.danger) startAtCancel(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener('confirm', () => resolve(true));
    dialog.addEventListener('cancel', () => resolve(false));
    dialog.addEventListener('closed', () => {
      resolve(false);
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.opened = true;
  });
}
