/** Roles that every organisation has, by their well-known template ids. */
export const systemAdministrator = '627090ff-40a3-4053-8790-584edc5be201';
export const systemCustomizer = '119f245c-3cc8-4b62-b31c-d1a046ced15d';
export const basicUser = '236750cd-45ae-4939-ab12-b24b920ced93';

/** Template by role name, for files that name the role alone. */
export const templateByName: Readonly<Record<string, string>> = {
  'system administrator': systemAdministrator,
  'system customizer': systemCustomizer,
  'basic user': basicUser,
};

/** Made with the database; their ids are their template ids. Basic User comes with the base solution. */
export const systemRoles: readonly { readonly id: string; readonly name: string }[] = [
  { id: systemAdministrator, name: 'System Administrator' },
  { id: systemCustomizer, name: 'System Customizer' },
];

/** Design tables that a customizer works on. */
export const customizerTables: readonly string[] = [
  'publisher',
  'solution',
  'systemform',
  'savedquery',
  'savedqueryvisualization',
  'appmodule',
  'sitemap',
];
