import { AppError } from '../shared/base/app-error.ts';

/**
 * Lines of a stream, empty ones left out. A break of the connection throws `network`; what stands after the last line
 * break is half a line then and is dropped.
 */
export async function* textLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  // Parts are joined once per line: lines are long, and joining at every part would be quadratic.
  let parts: string[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw new AppError('network', {}, { cause });
      });
      if (done) return;
      const pieces = decoder.decode(value, { stream: true }).split('\n');
      const last = pieces.pop() ?? '';
      for (const piece of pieces) {
        const line = parts.length === 0 ? piece : [...parts, piece].join('');
        parts = [];
        if (line !== '') yield line;
      }
      if (last !== '') parts.push(last);
    }
  } finally {
    // Also when the reader stops early: the server need not send the rest.
    await reader.cancel().catch(() => undefined);
  }
}
