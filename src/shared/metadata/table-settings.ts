import * as v from 'valibot';

const flag = v.picklist(['visible', 'readOnly', 'offline']);
export const mobileUseValue = v.picklist(['editable', 'read-only', 'hidden']);

/** A table as administrators see it: what it is on phones and tablets, and what of that they may change. */
export const tableSettings = v.object({
  name: v.string(),
  label: v.string(),
  /** Names of the apps that carry its rows. */
  apps: v.pipe(v.array(v.string()), v.readonly()),
  /** On phones and tablets. */
  use: mobileUseValue,
  /** What it would be without the administrator's word. */
  stated: mobileUseValue,
  fixed: v.pipe(v.array(flag), v.readonly()),
});
export type TableSettings = Readonly<v.InferOutput<typeof tableSettings>>;
