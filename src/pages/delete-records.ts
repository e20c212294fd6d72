import { msg, str } from '@lit/localize';
import { errorWords } from '../components/base/problem-words.ts';
import { showConfirm } from '../components/base/show-confirm.ts';
import { showToast } from '../components/base/show-toast.ts';
import type { DataClient, LiveRow } from '../data/client.ts';
import type { AppCatalog } from '../state/app-catalog.ts';

/** Asks, then deletes the rows in one transaction; true when it did. */
export async function deleteRecords(options: {
  readonly catalog: AppCatalog;
  readonly data: DataClient;
  readonly table: string;
  readonly rows: readonly LiveRow[];
}): Promise<boolean> {
  const { catalog, data, table, rows } = options;
  const first = rows[0];
  if (!first) return false;
  const metadata = catalog.table(table);
  const titleOf = (row: LiveRow): string => String(row.values[metadata?.primaryName ?? ''] ?? '');
  const agreed = await showConfirm({
    heading:
      rows.length === 1
        ? msg(str`Delete “${titleOf(first)}”?`)
        : msg(str`Delete ${rows.length} ${metadata?.pluralLabel ?? ''}?`),
    text: msg('Deleted here at once; the server follows with the next sync.'),
    confirm: msg('Delete'),
    cancel: msg('Keep'),
    danger: true,
  });
  if (!agreed) return false;
  try {
    await data.save(
      rows.map((row) => {
        const version = row.values['versionnumber'];
        return {
          operation: {
            kind: 'delete',
            table,
            id: row.id,
            version: typeof version === 'string' ? version : null,
          },
          title: titleOf(row),
        };
      }),
    );
  } catch (error) {
    void showToast(errorWords(error, msg('Deleting failed.')), { tone: 'error' });
    return false;
  }
  return true;
}
