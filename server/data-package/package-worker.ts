import { answerJob } from '../solution/answer-job.ts';
import { readPackage } from './read-package.ts';

/** Each block has a buffer of its own: none is copied. */
answerJob(readPackage, ({ blocks }) => [
  ...new Set(blocks.flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? buffer : []))),
]);
