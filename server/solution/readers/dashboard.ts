import { readGuid } from '../../../src/shared/base/guid.ts';
import { printXml } from '../../../src/shared/base/xml.ts';
import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type {
  Dashboard,
  DashboardCell,
  DashboardFilter,
  DashboardSection,
} from '../../../src/shared/metadata/dashboard.ts';
import type { Labels } from '../../../src/shared/metadata/table.ts';
import { readOperator } from '../../../src/shared/query/operators.ts';
import {
  allAt,
  attributeOf,
  childOf,
  childrenOf,
  flagOf,
  isRemoved,
  labelsFrom,
  numberOf,
  textAt,
} from '../element.ts';
import type { ReportItem } from '../../../src/shared/metadata/solution-report.ts';
import type { DashboardSource } from '../solution-model.ts';
import { readDashboardControls } from './dashboard-control.ts';
import { readDisplayRoles } from './display-roles.ts';

type Complain = (reason: string) => void;

/** Operators that need no value. */
const frames = /^(today|yesterday|tomorrow|(this|last|next)-(?!x-)[a-z-]+)$/;

function live(elements: readonly XmlElement[]): readonly XmlElement[] {
  return elements.filter((element) => !isRemoved(element));
}

function labelsAt(element: XmlElement): Labels {
  return labelsFrom(live(allAt(element, 'labels', 'label')));
}

function span(element: XmlElement, name: string, most: number): number {
  const value = numberOf(attributeOf(element, name)) ?? 1;
  return Number.isInteger(value) && value >= 1 ? Math.min(value, most) : 1;
}

/** `columns` is one digit a column, `111` meaning three equal ones. */
function columnsOf(text: string | undefined): number {
  return Math.min(Math.max(text?.length ?? 1, 1), 12);
}

/** Cells without a control only hold a place in the designer; they are left out. */
function readCells(section: XmlElement, columns: number, complain: Complain): DashboardCell<Labels>[] {
  return live(allAt(section, 'rows', 'row', 'cell')).flatMap((cell) =>
    readDashboardControls(cell).map((control, index): DashboardCell<Labels> => {
      if (control.kind === 'unsupported') complain(`shows no ${control.what}`);
      const id = attributeOf(cell, 'id') ?? '';
      return {
        id: index === 0 ? id : `${id}-${index}`,
        label: labelsAt(cell),
        showLabel: flagOf(attributeOf(cell, 'showlabel'), true),
        colspan: span(cell, 'colspan', columns),
        rowspan: span(cell, 'rowspan', 100),
        control,
      };
    }),
  );
}

/** Sections of all tabs one below the other; the first of a tab that shows its label bears it. */
function readTab(tab: XmlElement, complain: Complain): DashboardSection<Labels>[] {
  const sections = live(allAt(tab, 'columns', 'column', 'sections', 'section'));
  const tabShows = flagOf(attributeOf(tab, 'showlabel'), false);
  return sections
    .map((section, index): DashboardSection<Labels> => {
      const columns = columnsOf(attributeOf(section, 'columns'));
      const shows = flagOf(attributeOf(section, 'showlabel'), true);
      const bears = !shows && tabShows && index === 0;
      return {
        label: labelsAt(bears ? tab : section),
        showLabel: shows || bears,
        columns,
        cells: readCells(section, columns, complain),
      };
    })
    .filter((section) => section.cells.length > 0);
}

/** Numbers that designers write for some time frames are not documented; they are reported and left out. */
function readFilter(tabs: XmlElement | undefined, complain: Complain): { filter?: DashboardFilter } {
  const table = attributeOf(tabs, 'primaryentitylogicalname')?.toLowerCase();
  if (table === undefined) return {};
  const viewId = readGuid(attributeOf(tabs, 'entityview') ?? '');
  const column = attributeOf(tabs, 'filterby')?.toLowerCase();
  const stated = attributeOf(tabs, 'timeframe')?.toLowerCase();
  const isFrame = stated !== undefined && frames.test(stated);
  const timeFrame = isFrame ? readOperator(stated) : undefined;
  if (stated !== undefined && timeFrame === undefined)
    complain(`begins without its time frame ${stated}, which is not known`);
  return {
    filter: {
      table,
      ...(viewId === undefined ? {} : { viewId }),
      ...(column === undefined ? {} : { column }),
      ...(timeFrame === undefined ? {} : { timeFrame }),
    },
  };
}

/** Reads a Dashboard or InteractionCentricDashboard element. */
export function readDashboard(element: XmlElement): { source?: DashboardSource; items: ReportItem[] } {
  const labels = labelsFrom(allAt(element, 'LocalizedNames', 'LocalizedName'));
  const name = Object.values(labels)[0] ?? textAt(element, 'FormId') ?? 'unnamed';
  const id = readGuid(textAt(element, 'FormId') ?? '');
  const formXml = childOf(element, 'FormXml');
  const group = childOf(formXml, 'forms');
  const form = childOf(group, 'form') ?? childOf(formXml, 'form');
  const tabs = childOf(form, 'tabs');
  if (id === undefined || form === undefined || tabs === undefined)
    return {
      items: [{ kind: 'dashboard', name, status: 'not understood', reason: 'it has no id or no layout' }],
    };
  const items: ReportItem[] = [];
  const complain = (reason: string): void =>
    void items.push({ kind: 'dashboard', name, status: 'gap', reason });
  const interactive =
    element.name.toLowerCase() === 'interactioncentricdashboard' ||
    /interaction/i.test(attributeOf(group, 'type') ?? '');
  const { roles } = readDisplayRoles(form);
  const dashboard: Dashboard<Labels> = {
    id,
    name: labels,
    description: labelsFrom(allAt(element, 'Descriptions', 'Description')),
    kind: interactive ? 'interactive' : 'standard',
    isDefault: flagOf(textAt(element, 'IsDefault'), false),
    availableOnPhone: flagOf(textAt(element, 'IsTabletEnabled'), false),
    ...(roles === undefined ? {} : { roles }),
    ...(interactive ? readFilter(tabs, complain) : {}),
    sections: live(childrenOf(tabs, 'tab')).flatMap((tab) => readTab(tab, complain)),
  };
  return { source: { dashboard, xml: printXml(form) }, items };
}
