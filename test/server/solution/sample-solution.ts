import { strToU8, zipSync } from 'fflate';

export interface SampleColumn {
  readonly name: string;
  readonly type?: string;
  readonly extra?: string;
  readonly label?: string;
  readonly required?: string;
}

export interface SampleOptions {
  readonly name?: string;
  readonly publisher?: string;
  readonly version?: string;
  readonly managed?: boolean;
  readonly table?: string;
  readonly columns?: readonly SampleColumn[];
  readonly ownership?: string;
  /** False: only adds columns to a table that another solution brings. */
  readonly whole?: boolean;
  readonly missing?: string;
  /** Sections of customizations.xml beside Entities. */
  readonly sections?: string;
  /** FormXml and SavedQueries of the table. */
  readonly parts?: string;
}

function attribute(column: SampleColumn): string {
  return `<attribute PhysicalName="${column.name}"><Type>${column.type ?? 'nvarchar'}</Type>
    <LogicalName>${column.name.toLowerCase()}</LogicalName><RequiredLevel>${column.required ?? 'none'}</RequiredLevel>${column.extra ?? ''}
    <displaynames><displayname description="${column.label ?? column.name}" languagecode="1033" /></displaynames></attribute>`;
}

export function sampleCustomizations(options: SampleOptions = {}): string {
  const table = options.table ?? 'demo_thing';
  const whole = options.whole ?? true;
  const columns = [
    ...(whole
      ? [
          { name: `${table}id`, type: 'primarykey' },
          {
            name: `${table}_name`,
            extra: '<DisplayMask>PrimaryName</DisplayMask><MaxLength>100</MaxLength>',
          },
        ]
      : []),
    ...(options.columns ?? []),
  ];
  return `<ImportExportXml><Entities><Entity><Name LocalizedName="Thing" OriginalName="Thing">${table}</Name>
    <EntityInfo><entity Name="${table}"><LocalizedNames><LocalizedName description="Thing" languagecode="1033" />
    </LocalizedNames><attributes>${columns.map(attribute).join('')}</attributes>
    <EntitySetName>${table}s</EntitySetName><OwnershipTypeMask>${options.ownership ?? 'UserOwned'}</OwnershipTypeMask>
    </entity></EntityInfo>${options.parts ?? ''}</Entity></Entities>${options.sections ?? ''}</ImportExportXml>`;
}

export function sampleManifest(options: SampleOptions = {}): string {
  const publisher = options.publisher ?? 'demo';
  return `<ImportExportXml><SolutionManifest><UniqueName>${options.name ?? 'Sample'}</UniqueName>
    <Version>${options.version ?? '1.0.0.0'}</Version><Managed>${options.managed ? 1 : 0}</Managed>
    <Publisher><UniqueName>${publisher}</UniqueName><CustomizationPrefix>demo</CustomizationPrefix></Publisher>
    <RootComponents /><MissingDependencies>${options.missing ?? ''}</MissingDependencies>
    </SolutionManifest></ImportExportXml>`;
}

export function zipOf(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([path, body]) => [path, typeof body === 'string' ? strToU8(body) : body]),
    ),
  );
}

export function sampleArchive(options: SampleOptions = {}): Uint8Array {
  return zipOf({
    'solution.xml': sampleManifest(options),
    'customizations.xml': sampleCustomizations(options),
    '[Content_Types].xml': '<Types />',
  });
}

/** An app over the sample table, opened by the roles named. */
export function sampleApp(roles: readonly string[] = []): string {
  return `<AppModuleSiteMaps><AppModuleSiteMap><SiteMapUniqueName>demo_app</SiteMapUniqueName><SiteMap>
    <Area Id="a"><Titles><Title LCID="1033" Title="Work" /><Title LCID="1031" Title="Arbeit" /></Titles>
    <Group Id="g"><SubArea Id="things" Entity="demo_thing" /><SubArea Id="gone" Entity="demo_gone" />
    <SubArea Id="site" Url="https://example.com" Title="Site" /></Group></Area></SiteMap></AppModuleSiteMap></AppModuleSiteMaps>
    <AppModules><AppModule><UniqueName>demo_app</UniqueName><AppModuleComponents>
    <AppModuleComponent type="1" schemaName="demo_thing" /><AppModuleComponent type="62" schemaName="demo_app" />
    </AppModuleComponents><AppModuleRoleMaps>${roles.map((role) => `<Role id="${role}" />`).join('')}</AppModuleRoleMaps>
    <LocalizedNames><LocalizedName description="Things" languagecode="1033" /></LocalizedNames></AppModule></AppModules>`;
}
