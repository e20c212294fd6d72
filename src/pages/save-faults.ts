import * as v from 'valibot';
import { AppError } from '../shared/base/app-error.ts';
import { faultCodes } from '../shared/rules/normalize.ts';

const faults = v.array(
  v.object({ column: v.string(), code: v.picklist(faultCodes), limit: v.optional(v.number()) }),
);

export type SaveFault = v.InferOutput<typeof faults>[number];

/** What the rules hold against the values of a save that failed; none where it failed for another reason. */
export function saveFaults(error: unknown): readonly SaveFault[] {
  if (!(error instanceof AppError) || error.code !== 'bad-value') return [];
  const read = v.safeParse(faults, error.details['faults']);
  return read.success ? read.output : [];
}
