import { AppError } from '../shared/base/app-error.ts';

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new AppError('protocol', { message: 'A line of the answer was no JSON.' }, { cause });
  }
}

/**
 * Values of a stream with one JSON value a line. A break of the connection throws `network`; what stands after the last
 * line break is half a line then and is dropped.
 */
export async function* jsonLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<unknown, void> {
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
        const line = [...parts, piece].join('');
        parts = [];
        if (line !== '') yield parse(line);
      }
      if (last !== '') parts.push(last);
    }
  } finally {
    // Also when the reader stops early: the server need not send the rest.
    await reader.cancel().catch(() => undefined);
  }
}
