import { chartId } from './charts.mjs';
import { document, el, flag, idOf, label, localized } from './text.mjs';
import { viewsOf } from './views.mjs';

const componentClass = '{E7A81278-8635-4D9E-8D4D-59480B391C5B}';
const braces = (id) => `{${id}}`;
const titleOf = (text) => (typeof text === 'string' ? label(text).english : text.english);

/** The id of a dashboard, which site maps and apps name as well; from its English name. */
export const dashboardId = (name) => idOf('dashboard', name.split('|')[0]);

/** Finds what a cell `table: View`, or `table: View > Chart`, names; stops where one of them does not exist. */
function componentOf(text, context) {
  const match = /^(\w+): ([^>]+?)(?: > (.+))?$/.exec(text);
  if (match === null) throw new Error(`cannot read the dashboard cell "${text}"`);
  const [, name, viewName, chartName] = match;
  const table = context.table(name);
  const view = viewsOf(table).find((one) => titleOf(one.name) === viewName);
  if (view === undefined) throw new Error(`${name}: no view "${viewName}" for a dashboard`);
  const chart =
    chartName === undefined ? undefined : table.charts.find((one) => titleOf(one.name) === chartName);
  if (chartName !== undefined && chart === undefined)
    throw new Error(`${name}: no chart "${chartName}" for a dashboard`);
  return { table, view, chart };
}

class DashboardBuilder {
  #dashboard;
  #context;
  #cells = 0;

  constructor(dashboard, context) {
    this.#dashboard = dashboard;
    this.#context = context;
  }

  #id(...parts) {
    return braces(idOf('dashboard', label(this.#dashboard.name).english, ...parts));
  }

  #cell(text, { colspan = 1, rowspan = 9, kind = {} } = {}) {
    const { table, view, chart } = componentOf(text, this.#context);
    this.#cells += 1;
    const viewId = braces(view.id);
    return el(
      'cell',
      { id: this.#id('cell', this.#cells), showlabel: 'true', colspan, rowspan, auto: 'false', ...kind },
      localized('labels', 'label', (chart ?? view).name),
      el(
        'control',
        { id: `component_${this.#cells}`, classid: componentClass, indicationOfSubgrid: 'true' },
        el(
          'parameters',
          {},
          el('TargetEntityType', {}, table.logical),
          el('ChartGridMode', {}, chart === undefined ? 'Grid' : 'Chart'),
          el('EnableQuickFind', {}, 'false'),
          el('EnableViewPicker', {}, String(chart === undefined)),
          el('EnableJumpBar', {}, 'false'),
          el('RecordsPerPage', {}, 8),
          el('ViewId', {}, viewId),
          el('IsUserView', {}, 'false'),
          el('ViewIds', {}, viewId),
          el('AutoExpand', {}, 'Fixed'),
          ...(chart === undefined
            ? []
            : [el('VisualizationId', {}, braces(chartId(table, chart))), el('IsUserChart', {}, 'false')]),
          el('EnableChartPicker', {}, String(chart !== undefined)),
          el('RelationshipName'),
        ),
      ),
    );
  }

  /** A row of cells, with the empty rows that exports write below tall ones. */
  #row(texts, options) {
    const { rowspan = 9 } = options;
    return [
      el(
        'row',
        {},
        texts.map((text) => this.#cell(text, options)),
      ),
      ...Array.from({ length: rowspan - 1 }, () => el('row')),
    ];
  }

  #tab(name, title, columns, rows) {
    return el(
      'tab',
      { name, id: this.#id('tab', name), showlabel: 'false', verticallayout: 'true', expanded: 'true' },
      localized('labels', 'label', title),
      el(
        'columns',
        {},
        el(
          'column',
          { width: '100%' },
          el(
            'sections',
            {},
            el(
              'section',
              {
                name,
                id: this.#id('section', name),
                showlabel: 'false',
                showbar: 'false',
                columns: '1'.repeat(columns),
              },
              localized('labels', 'label', title),
              el('rows', {}, rows),
            ),
          ),
        ),
      ),
    );
  }

  #conditions() {
    const { roles } = this.#dashboard;
    return el(
      'DisplayConditions',
      { Order: '0', FallbackForm: String(roles === undefined) },
      roles === undefined
        ? el('Everyone')
        : roles.map((name) => el('Role', { Id: braces(this.#context.roleId(name)) })),
    );
  }

  /** Rows of one to three cells, as wide as the widest row: a row with fewer shares the width. */
  #plain() {
    const columns = Math.max(...this.#dashboard.rows.map((row) => row.length));
    const width = this.#dashboard.rows.some((row) => columns % row.length !== 0) ? 6 : columns;
    const rows = this.#dashboard.rows.flatMap((row) => this.#row(row, { colspan: width / row.length }));
    return el('tabs', {}, this.#tab('Dashboard', this.#dashboard.name, width, rows));
  }

  /** Streams side by side, tiles that count, charts that filter. */
  #interactive() {
    const { table, view, filterBy, timeframe, charts, streams, tiles } = this.#dashboard;
    const shown = componentOf(`${table}: ${view}`, this.#context);
    shown.table.column(filterBy);
    return el(
      'tabs',
      {
        primaryentitylogicalname: table,
        entityview: braces(shown.view.id),
        filterby: filterBy,
        timeframe,
        dashboardCategory: 1,
        tilespresent: String(tiles.length > 0),
      },
      this.#tab(
        'ChartsContainer',
        'Charts|Diagramme',
        charts.length,
        this.#row(charts, { kind: { ischartcell: 'true' } }),
      ),
      this.#tab(
        'TilesContainer',
        'Tiles|Kacheln',
        tiles.length,
        this.#row(tiles, { rowspan: 1, kind: { istilecell: 'true' } }),
      ),
      this.#tab(
        'StreamsContainer',
        'Streams|Datenströme',
        streams.length,
        this.#row(streams, { rowspan: 12, kind: { isstreamcell: 'true' } }),
      ),
    );
  }

  /** Path below the solution and content. */
  file() {
    const dashboard = this.#dashboard;
    const interactive = dashboard.streams !== undefined;
    const id = braces(dashboardId(dashboard.name));
    const content = document(
      el(
        interactive ? 'InteractionCentricDashboard' : 'Dashboard',
        { 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance' },
        localized('LocalizedNames', 'LocalizedName', dashboard.name),
        el('FormId', {}, id),
        el('IsCustomizable', {}, 1),
        el('CanBeDeleted', {}, 1),
        el('IsDefault', {}, flag(dashboard.default)),
        el(
          'FormXml',
          {},
          el(
            'forms',
            { type: interactive ? 'interactionCentricDashboard' : 'dashboard' },
            el('form', {}, interactive ? this.#interactive() : this.#plain(), this.#conditions()),
          ),
        ),
        el('IntroducedVersion', {}, '1.0.0.0'),
        el('IsTabletEnabled', {}, flag(dashboard.mobile)),
      ),
    );
    return [`${interactive ? 'InteractionCentricDashboards' : 'Dashboards'}/${id}.xml`, content];
  }
}

/** Reads a dashboard into the path and content of its file; `context` finds tables and the ids of roles. */
export const dashboardFile = (dashboard, context) => new DashboardBuilder(dashboard, context).file();
