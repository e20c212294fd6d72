import * as v from 'valibot';
import type { AppPackage } from '../shared/metadata/app.ts';
import { AppError } from '../shared/base/app-error.ts';

/** What GET /auth/me answers; unknown properties are for other versions. */
export const personSchema = v.object({
  userId: v.string(),
  name: v.string(),
  email: v.optional(v.string()),
  businessUnitId: v.string(),
  teamIds: v.array(v.string()),
  language: v.number(),
  timeZone: v.string(),
  // A person remembered by an earlier version has none.
  fiscalYearStart: v.optional(
    v.object({
      month: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(12)),
      day: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(28)),
    }),
    { month: 1, day: 1 },
  ),
  isAdministrator: v.boolean(),
});

const appSummary = v.object({
  id: v.string(),
  uniqueName: v.string(),
  name: v.string(),
  description: v.string(),
  color: v.optional(v.string()),
  packageHash: v.string(),
});

export const appListSchema = v.object({ apps: v.array(appSummary), message: v.optional(v.string()) });

/** The outline: its parts are our own server's, made from checked metadata. */
const packageOutline = v.looseObject({
  format: v.literal(1),
  app: v.looseObject({ uniqueName: v.string() }),
  metadataVersion: v.string(),
  tables: v.array(v.looseObject({ logicalName: v.string(), columns: v.array(v.unknown()) })),
  views: v.array(v.unknown()),
  forms: v.array(v.unknown()),
});

export function readPackage(value: unknown): AppPackage {
  if (v.is(packageOutline, value)) return value as unknown as AppPackage;
  throw new AppError('protocol', { message: 'The app is in a format that this version cannot read.' });
}

/** An app as remembered on the device. */
export interface RememberedPackage {
  readonly hash: string;
  readonly package: AppPackage;
}

export function readRemembered(value: unknown): RememberedPackage | undefined {
  if (typeof value !== 'object' || value === null || !('hash' in value) || !('package' in value))
    return undefined;
  if (typeof value.hash !== 'string' || !v.is(packageOutline, value.package)) return undefined;
  return value as RememberedPackage;
}
