import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { ReportItem } from '../../../src/shared/metadata/solution-report.ts';
import type { Labels } from '../../../src/shared/metadata/table.ts';
import { allAt, attributeOf, childrenOf, isRemoved, labelsFrom } from '../element.ts';

/** Groups of command bars, by what their location names. */
const places: readonly (readonly [RegExp, string])[] = [
  [/^Mscrm\.HomepageGrid\./i, 'over the list'],
  [/^Mscrm\.SubGrid\./i, 'over the subgrid'],
  [/^Mscrm\.Form\./i, 'on the form'],
  [/^Mscrm\.(BasicHomeTab|GlobalTab)|^Mscrm\.Tabs?/i, 'in the application’s bar'],
];

function placeOf(location: string): string {
  return places.find(([pattern]) => pattern.test(location))?.[1] ?? 'in an unknown place';
}

/** Labels by id, of texts that stand as `$LocLabels:ID`. */
function readLabels(ribbon: XmlElement): ReadonlyMap<string, Labels> {
  return new Map(
    allAt(ribbon, 'LocLabels', 'LocLabel').map((label) => [
      attributeOf(label, 'Id') ?? '',
      labelsFrom(allAt(label, 'Titles', 'Title')),
    ]),
  );
}

/** What commands do, by id: the functions of scripts that they call, or the addresses that they open. */
function readActions(ribbon: XmlElement): ReadonlyMap<string, string> {
  return new Map(
    allAt(ribbon, 'CommandDefinitions', 'CommandDefinition').map((command) => {
      const functions = allAt(command, 'Actions', 'JavaScriptFunction').map((one) => {
        const library = attributeOf(one, 'Library')?.replace(/^\$webresource:/i, '');
        const of = library === undefined ? '' : ` of ${library}`;
        return `calls ${attributeOf(one, 'FunctionName') ?? 'a function'}${of}`;
      });
      const addresses = allAt(command, 'Actions', 'Url').map(
        (one) => `opens ${attributeOf(one, 'Address') ?? 'an address'}`,
      );
      return [attributeOf(command, 'Id') ?? '', [...functions, ...addresses].join(', ')];
    }),
  );
}

/** Buttons and the like, however deep groups and menus hold them. */
function buttonsOf(element: XmlElement): XmlElement[] {
  return element.children.flatMap((child) =>
    attributeOf(child, 'Command') !== undefined && attributeOf(child, 'LabelText') !== undefined
      ? [child, ...buttonsOf(child)]
      : buttonsOf(child),
  );
}

/**
 * A line for each command that the table's bar (or, without a table, the application's) gains or loses. Nothing of it is
 * run: the commands that there are here stay as they are.
 */
export function ribbonItems(ribbon: XmlElement, table: string | undefined): ReportItem[] {
  const labels = readLabels(ribbon);
  const actions = readActions(ribbon);
  const owner = table ?? 'application';
  const added = allAt(ribbon, 'CustomActions', 'CustomAction')
    .filter((action) => !isRemoved(action))
    .flatMap((action) => {
      const place = placeOf(attributeOf(action, 'Location') ?? '');
      return childrenOf(action, 'CommandUIDefinition')
        .flatMap(buttonsOf)
        .map((button): ReportItem => {
          const text = attributeOf(button, 'LabelText') ?? '';
          const title = labels.get(text.replace(/^\$LocLabels:/, ''));
          const command = attributeOf(button, 'Command') ?? '';
          const does = actions.get(command) || `is ${command}`;
          const spoken = title?.['1033'] ?? Object.values(title ?? {})[0] ?? text;
          return {
            kind: 'command',
            name: `${owner}: ${spoken}`,
            status: 'kept',
            reason: `is not shown yet; stands ${place}, ${does}`,
          };
        });
    });
  const hidden = allAt(ribbon, 'CustomActions', 'HideCustomAction').map((action): ReportItem => ({
    kind: 'command',
    name: `${owner}: ${attributeOf(action, 'Location') ?? 'unnamed'}`,
    status: 'kept',
    reason: 'the solution hides it; nothing is hidden here yet',
  }));
  return [...added, ...hidden];
}
