import { msg } from '@lit/localize';
import { showConfirm } from '../components/base/show-confirm.ts';
import { showToast } from '../components/base/show-toast.ts';
import { showSignOut } from '../components/sync/show-sign-out.ts';
import type { DataClient } from '../data/client.ts';
import type { SessionClient } from '../data/session.ts';
import type { OutboxEntry } from '../store/entry.ts';
import { exportEntries, offerFile } from './export-entries.ts';

function readEntries(data: DataClient): Promise<readonly OutboxEntry[]> {
  return new Promise((resolve) => {
    const subscription = data.watchOutbox((entries) => {
      resolve(entries);
      // The first call may come before watchOutbox returned.
      queueMicrotask(() => subscription.close());
    });
  });
}

/** Signs out, asking about unsent changes first; true when the person is signed out. */
export async function signOut(options: {
  readonly session: SessionClient;
  readonly data: DataClient | undefined;
  readonly isOnline: boolean;
}): Promise<boolean> {
  const { session, data, isOnline } = options;
  const first = await session.signOut();
  if (first.kind === 'signed-out') return true;
  const choice = await showSignOut({ count: first.count, online: isOnline });
  switch (choice) {
    case 'stay':
      return false;
    case 'send': {
      await data?.syncNow();
      const second = await session.signOut();
      if (second.kind === 'signed-out') return true;
      void showToast(msg('Some changes could not be sent. Nothing was removed.'), { tone: 'error' });
      return false;
    }
    case 'export': {
      if (!data) return false;
      const { name, text } = exportEntries(await readEntries(data), new Date());
      offerFile(name, text);
      const agreed = await showConfirm({
        heading: msg('Is the file saved?'),
        text: msg('Signing out now removes the changes from this device. Only the file keeps them.'),
        confirm: msg('Sign out'),
        cancel: msg('Stay signed in'),
        danger: true,
      });
      if (!agreed) return false;
      await session.signOut({ force: true });
      return true;
    }
    case 'discard': {
      await session.signOut({ force: true });
      return true;
    }
  }
}
