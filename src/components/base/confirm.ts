import '@vaadin/confirm-dialog/vaadin-confirm-dialog.js';
import type { ConfirmOptions } from './show-confirm.ts';

/** Opens the question at once; callers use showConfirm, which loads this first. */
export function openConfirm(options: ConfirmOptions): Promise<boolean> {
  const dialog = document.createElement('vaadin-confirm-dialog');
  dialog.header = options.heading;
  dialog.message = options.text;
  dialog.confirmText = options.confirm;
  dialog.confirmTheme = options.danger ? 'primary error' : 'primary';
  dialog.cancelText = options.cancel;
  dialog.cancelButtonVisible = true;
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
