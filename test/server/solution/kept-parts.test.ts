import { describe, expect, it } from 'vitest';
import { readZip } from '../../../server/solution/archive.ts';
import { readSolution } from '../../../server/solution/read-solution.ts';
import type { ReportItem } from '../../../src/shared/metadata/solution-report.ts';
import { sampleArchive } from './sample-solution.ts';

const itemsOf = (parts: string, kind: string): readonly ReportItem[] =>
  readSolution(readZip(sampleArchive({ parts }), 'sample.zip')).items.filter((one) => one.kind === kind);

const button = (label: string, command: string) =>
  `<Button Id="b.${command}" Command="${command}" LabelText="${label}" Sequence="10" />`;

const ribbon = `<RibbonDiffXml><CustomActions>
  <CustomAction Id="a" Location="Mscrm.Form.demo_thing.MainTab.Save.Controls._children"><CommandUIDefinition>
    ${button('$LocLabels:send', 'demo.Send')}</CommandUIDefinition></CustomAction>
  <CustomAction Id="b" Location="Mscrm.HomepageGrid.demo_thing.MainTab.Actions.Controls._children"><CommandUIDefinition>
    <SplitButton Id="s" Command="demo.Menu" LabelText="More"><Menu><MenuSection><Controls>
      ${button('Open', 'demo.Open')}</Controls></MenuSection></Menu></SplitButton></CommandUIDefinition></CustomAction>
  <HideCustomAction HideActionId="h" Location="Mscrm.Form.demo_thing.Delete" /></CustomActions>
  <CommandDefinitions><CommandDefinition Id="demo.Send"><Actions><JavaScriptFunction FunctionName="Demo.send"
    Library="$webresource:demo_/main.js" /></Actions></CommandDefinition>
    <CommandDefinition Id="demo.Open"><Actions><Url Address="https://example.org" /></Actions></CommandDefinition></CommandDefinitions>
  <LocLabels><LocLabel Id="send"><Titles><Title languagecode="1031" description="Senden" />
    <Title languagecode="1033" description="Send" /></Titles></LocLabel></LocLabels></RibbonDiffXml>`;

const customControl = (name: string) => `<customControl formFactor="2" name="${name}" />`;
const description = (id: string, ...names: string[]) =>
  `<controlDescription forControl="{${id}}"><customControl id="{0}" />${names.map(customControl).join('')}</controlDescription>`;
const form = `<FormXml><forms type="main"><systemform><formid>{70000000-0000-4000-8000-000000000001}</formid>
  <form><tabs><tab id="t"><columns><column width="100%"><sections><section id="s"><rows><row>
  <cell id="c1"><control id="n" uniqueid="{A1}" datafieldname="demo_thing_name" classid="{4273edbd-ac1d-40d3-9fb2-095c621b552d}" /></cell>
  <cell id="c2"><control id="m" uniqueid="{A2}" datafieldname="demo_score" classid="{4273edbd-ac1d-40d3-9fb2-095c621b552d}" /></cell>
  </row></rows></section></sections></column></columns></tab></tabs>
  <controlDescriptions>${description('a1', 'MscrmControls.FieldControls.ToggleControl')}
  ${description('A2', 'demo_Stars', 'demo_Stars', 'demo_Slider')}
  ${description('gone', 'MscrmControls.Canvas.CanvasControl')}</controlDescriptions></form>
  <LocalizedNames><LocalizedName description="Thing" languagecode="1033" /></LocalizedNames></systemform></forms></FormXml>`;

describe('parts that are kept', () => {
  it('commands are told one by one: what they are called, where they stand, what they do', () => {
    expect(itemsOf(ribbon, 'command')).toEqual([
      {
        kind: 'command',
        name: 'demo_thing: Send',
        status: 'kept',
        reason: 'is not shown yet; stands on the form, calls Demo.send of demo_/main.js',
      },
      {
        kind: 'command',
        name: 'demo_thing: More',
        status: 'kept',
        reason: 'is not shown yet; stands over the list, is demo.Menu',
      },
      {
        kind: 'command',
        name: 'demo_thing: Open',
        status: 'kept',
        reason: 'is not shown yet; stands over the list, opens https://example.org',
      },
      {
        kind: 'command',
        name: 'demo_thing: Mscrm.Form.demo_thing.Delete',
        status: 'kept',
        reason: 'the solution hides it; nothing is hidden here yet',
      },
    ]);
  });

  it('code components are told where the standard control is shown instead; those that it stands for are not', () => {
    expect(itemsOf(form, 'code component')).toEqual([
      {
        kind: 'code component',
        name: 'demo_thing: Thing (main): demo_score',
        status: 'gap',
        reason: 'demo_Stars is not run; the standard control is shown in its place',
      },
      {
        kind: 'code component',
        name: 'demo_thing: Thing (main): demo_score',
        status: 'gap',
        reason: 'demo_Slider is not run; the standard control is shown in its place',
      },
      {
        kind: 'code component',
        name: 'demo_thing: Thing (main)',
        status: 'gap',
        reason: 'the canvas app in the form is not shown',
      },
    ]);
  });
});
