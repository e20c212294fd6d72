import { commands } from '../definitions/commands.mjs';
import { document, el, label } from './text.mjs';

const places = { f: 'Form', l: 'HomepageGrid' };

/**
 * RibbonDiff.xml of the commands that a solution adds to a table: buttons with their texts, whose actions the runtime has
 * itself. Undefined where there are none.
 */
export function ribbonFile(folder, table) {
  const own = commands.filter((one) => one.solution === folder && one.table === table.logical);
  const list = own.flatMap((one) => one.commands);
  if (list.length === 0) return undefined;
  const id = (command, ...more) => ['haversack', folder, table.logical, command.id, ...more].join('.');
  return document(
    el(
      'RibbonDiffXml',
      {},
      el(
        'CustomActions',
        {},
        list.flatMap((command, at) =>
          [...command.at].map((place) => {
            const bar = `Mscrm.${places[place]}.${table.logical}.MainTab.Actions`;
            return el(
              'CustomAction',
              {
                Id: id(command, places[place], 'Action'),
                Location: `${bar}.Controls._children`,
                Sequence: 10 * (at + 1),
              },
              el(
                'CommandUIDefinition',
                {},
                el('Button', {
                  Id: id(command, places[place], 'Button'),
                  Command: id(command),
                  LabelText: `$LocLabels:${id(command, 'LabelText')}`,
                  ToolTipTitle: `$LocLabels:${id(command, 'LabelText')}`,
                  Sequence: 10 * (at + 1),
                  TemplateAlias: 'o1',
                }),
              ),
            );
          }),
        ),
      ),
      el('Templates', {}, el('RibbonTemplates', { Id: 'Mscrm.Templates' })),
      el(
        'CommandDefinitions',
        {},
        list.map((command) =>
          el('CommandDefinition', { Id: id(command) }, el('EnableRules'), el('DisplayRules'), el('Actions')),
        ),
      ),
      el('RuleDefinitions', {}, el('TabDisplayRules'), el('DisplayRules'), el('EnableRules')),
      el(
        'LocLabels',
        {},
        list.map((command) => {
          const { english, german } = label(command.title);
          return el(
            'LocLabel',
            { Id: id(command, 'LabelText') },
            el(
              'Titles',
              {},
              el('Title', { description: english, languagecode: 1033 }),
              el('Title', { description: german, languagecode: 1031 }),
            ),
          );
        }),
      ),
    ),
  );
}

/** Stops the generator where a command's table or solution does not exist. */
export function checkCommands(folders, find) {
  for (const { solution, table } of commands) {
    find(table);
    if (!folders.includes(solution)) throw new Error(`commands of ${table}: no solution ${solution}`);
  }
}
