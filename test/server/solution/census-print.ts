import type { Fate } from './census.ts';

type Paths = ReadonlyMap<string, Fate>;

export const noNote = 'nobody has looked at it yet';

/** What it means that a part is not understood, by the first pattern that fits kind and path. */
const notes: readonly (readonly [RegExp, string])[] = [
  [/^App: appelements/, 'custom pages are not opened'],
  [/^App: appsettings/, 'settings of the app for the original platform do not act'],
  [
    /^App: (ClientType|FormFactor|NavigationType|OptimizedFor)/,
    'every app opens in the browser, on every device',
  ],
  [/^App: WebResourceId/, 'the app has no icon of its own'],
  [/^App: stat(e|us)code/, 'an app that is switched off is offered, too'],
  [/: .*IntroducedVersion/, 'the version that brought the part; nothing depends on it'],
  [
    /: .*(IsCustomizable|IsRenameable|Can[A-Z]\w+|iscustomizable|IsMapi\w*)(\/|$)/,
    'a permission of the original editor or client; nothing here asks for it',
  ],
  [
    /: .*(ExternalName|ExternalTypeName|ExternalValue|ExternalCollectionName|IsDataSourceSecret|DataSource|DataProvider)/,
    'rows of outside sources are not fetched',
  ],
  [
    /^Relationship: Cascade(Archive|Reparent|RollupView|Unshare)/,
    'deleting, assigning and sharing cascade; this does not',
  ],
  [
    /^Relationship: .*(NavPane|CustomLabel|IsValidForAdvancedFind)/,
    'how related lists are named and ordered; they show the table’s name',
  ],
  [/^Relationship: RelationshipDescription/, 'a remark for makers'],
  [/: .*Descriptions?(\/|$)/, 'an explanation for makers; it is not shown'],
  [
    /^Choice: @localizedName|optionset\/displaynames/,
    'the choice’s own title for makers; options have their labels',
  ],
  [
    /^(Choice|Column): .*(IsGlobal$|OptionSetType|IsHidden|invariantname)/,
    'follows from where the choice stands, or says no more than the values',
  ],
  [
    /^Column: (CalculationOf|FormulaDefinitionFileName|AccuracySource)/,
    'calculated and rollup values are not computed',
  ],
  [
    /^Column: (Name|Length|LookupTypes|LookupStyle|ImeMode|IsCustomField|IsLogical|IsRetrievable)/,
    'said again by other facts, or a matter of the original’s storage and input',
  ],
  [/^(Column|Table): .*(Audit)/, 'changes are not audited'],
  [
    /^Column: (Is(Filterable|GlobalFilterEnabled|SortableEnabled|Searchable|Localizable)|HasMultiple)/,
    'every shown column sorts and filters',
  ],
  [/^Form: FormPresentation/, 'one design for all forms'],
  [/^View: .*(@mapping|@output-format|@version)/, 'fixed words of the query language'],
  [/^View: isquickfindquery/, 'said again by the query’s type'],
  [/^View: (isprivate|queryapi)/, 'every view of a solution is everybody’s, and is asked in one way'],
  [/^Site map: EnableCollapsibleGroups/, 'groups do not collapse'],
  [/^Solution: MissingDependencies/, 'the report names what is missing, not what asks for it'],
  [/^Solution: Publisher/, 'the publisher’s address is not shown'],
  [/^Solution: RootComponents/, 'whether a part is whole follows from what the file says of it'],
  [/^Other parts: .*Dashboard\/FormXml\/forms\/@type/, 'said by the element’s name already'],
  [/^Other parts: (@|Languages)/, 'the platform that wrote the file'],
  [/^Other parts: .*Ribbon/, 'a command bar that changes nothing'],
  [/^Table: RibbonDiffXml/, 'a command bar that changes nothing'],
  [/^Table: CustomControlDefaultConfigs/, 'standard grids are shown'],
  [
    /^Table: .*(IsVisibleInMobile$|CanModifyMobileVisibility)/,
    'of a client that is no more; there is one app for all devices',
  ],
  [/^Table: .*(Mobile|Offline|Outlook)/, 'which rows a device carries follows from privileges'],
  [/^Table: .*(DuplicateCheck|DuplicateDetection)/, 'duplicates are not looked for'],
  [/^Table: .*(Queue|AccessTeam)/, 'queues and access teams do nothing by themselves'],
  [
    /^Table: .*(Connection|Mail|Email|SharePoint|Document|OneNote|ActivityParty|HasActivities|HasNotes|HasFeedback|IsInteractionCentric|Knowledge|SLA|BusinessProcess|Process)/,
    'a feature of the table that is not built yet',
  ],
  [
    /^Table: .*(Icon|Help|QuickCreate|Navigat|@OriginalName|Color|LogicalName|@unmodified)/,
    'how the original shows or finds the table; said otherwise or not shown',
  ],
  [
    /^Table: .*(HasRelated|ActivityTypeMask|IsBPFEntity|IsCollaboration|MSTeams|ExternalChannels|ReadingPane|EnforceStateTransitions)/,
    'a feature of the table that is not built yet',
  ],
  [
    /^Table: .*(ChangeTracking|SyncToExternalSearch|Replicat|DaysSince|EntityMask|IsMappable|IsSolutionAware)/,
    'how the original platform stores, copies or packs the table',
  ],
  [/^Table: EntityInfo\/entity\/(attributes|EntityKeys)/, 'said again by other facts, or an empty list'],
];

export function noteOf(kind: string, path: string): string {
  return notes.find(([pattern]) => pattern.test(`${kind}: ${path}`))?.[1] ?? noNote;
}

/** What is not understood; where nothing of an element is, the element alone, with `/…`. */
export function missing(paths: Paths): string[] {
  const all = [...paths];
  const parts = new Set<string>();
  for (const [path, fate] of all) {
    if (fate !== 'not understood') continue;
    const names = path.split('/');
    const lost = names
      .map((_, index) => `${names.slice(0, index + 1).join('/')}/`)
      .find((prefix) => all.every(([one, its]) => its === 'not understood' || !`${one}/`.startsWith(prefix)));
    parts.add(lost === undefined || lost === `${path}/` ? path : `${lost}…`);
  }
  return [...parts].sort((a, b) => (a < b ? -1 : 1));
}

function listOf(paths: Paths, fate: Fate): string {
  const found = [...paths].flatMap(([path, one]) => (one === fate ? `\`${path}\`` : []));
  return found.length === 0 ? 'nothing' : found.join(' ');
}

function countOf(paths: Paths, fate: Fate): number {
  return [...paths.values()].filter((one) => one === fate).length;
}

/** The page: facts about the format, none about what the solutions hold. */
export function printCensus(fates: ReadonlyMap<string, Paths>): string {
  const kinds = [...fates];
  const counts = kinds.map(
    ([kind, paths]) =>
      `| ${kind} | ${countOf(paths, 'used')} | ${countOf(paths, 'kept')} | ${countOf(paths, 'not understood')} |`,
  );
  const sections = kinds.map(([kind, paths]) => {
    const rows = missing(paths).map((path) => `| \`${path}\` | ${noteOf(kind, path)} |`);
    return [
      `## ${kind}`,
      ...(rows.length === 0 ? [] : ['| not understood | what that means |', '|---|---|', ...rows, '']),
      `**Used:** ${listOf(paths, 'used')}`,
      '',
      `**Kept:** ${listOf(paths, 'kept')}`,
      '',
    ].join('\n');
  });
  return `# What of a solution is used, kept and not understood
Every element with a text and every attribute that the published solutions of the tests hold, by the component it belongs to. **Used**: a reader
looks at it. **Kept**: nobody does, but it is stored as it came, in a form, a view, a site map or a component that is kept whole, and goes out again
with an export. **Not understood**: it is neither; an export leaves it out. Counted by path, so that what stands in a hundred tables counts once;
\`/…\` is all that an element holds. Reading is no promise to act on it: docs/promises.md says what does. Files that are kept whole without being
opened (scripts, pictures, flows) and the XAML of processes, of which the import's report tells, are not counted here.

Written by \`npx vitest run test/server/solution/census.test.ts -u\` with \`CORPUS_DIR\`; the test fails when the solutions give another list.

| component | used | kept | not understood |
|---|---|---|---|
${counts.join('\n')}

${sections.join('\n')}`;
}
