import { AppError } from '../shared/base/app-error.ts';
import type { Watch } from './transport.ts';

/**
 * Text of a stream as it comes in. A break of the connection, and a silence that the watch does not bear, throw `network`.
 */
export async function* textParts(
  stream: ReadableStream<Uint8Array>,
  watch: Watch,
): AsyncGenerator<string, void> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await watch.hear(reader.read()).catch((cause: unknown) => {
        throw new AppError('network', {}, { cause });
      });
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    // Also when the reader stops early: the server need not send the rest. Not waited for: the line may be dead.
    void reader.cancel().catch(() => undefined);
  }
}

/** Lines of {@link textParts}, empty ones left out; what stands after the last line break is half a line and is dropped. */
export async function* textLines(
  stream: ReadableStream<Uint8Array>,
  watch: Watch,
): AsyncGenerator<string, void> {
  // Parts are joined once per line: lines are long, and joining at every part would be quadratic.
  let parts: string[] = [];
  for await (const text of textParts(stream, watch)) {
    const pieces = text.split('\n');
    const last = pieces.pop() ?? '';
    for (const piece of pieces) {
      const line = parts.length === 0 ? piece : [...parts, piece].join('');
      parts = [];
      if (line !== '') yield line;
    }
    if (last !== '') parts.push(last);
  }
}
