/** Who may do what with one secured column. Without a permission a secured column is neither read nor written. */
export interface ColumnPermission {
  readonly table: string;
  readonly column: string;
  readonly read: boolean;
  readonly create: boolean;
  readonly update: boolean;
}

/** A field security profile: permissions on secured columns for the people and teams that it is given to. */
export interface ColumnSecurityProfile {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly ColumnPermission[];
}
