import { answerJob } from './answer-job.ts';
import { readArchive, type SolutionContent } from './solution-content.ts';

/** Buffers that nothing else lies in are handed over; the others are copied. */
function ownBuffers({ model }: SolutionContent): ArrayBuffer[] {
  const whole = model.kept.flatMap(({ body: { buffer, byteLength } }) =>
    buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? buffer : [],
  );
  return [...new Set(whole)];
}

answerJob(readArchive, ownBuffers);
