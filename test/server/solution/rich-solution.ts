import { sampleApp, sampleCustomizations } from './sample-solution.ts';

const options = `<options><option value="1"><labels><label description="One" languagecode="1033" /></labels></option>
  <option value="700000003" Color="#ff0000"><labels><label description="Three" languagecode="1033" /></labels></option></options>`;

const columns = [
  { name: 'demo_text', extra: '<MaxLength>50</MaxLength><Format>email</Format>' },
  { name: 'demo_memo', type: 'ntext' },
  { name: 'demo_int', type: 'int', extra: '<MinValue>0</MinValue><MaxValue>9</MaxValue>' },
  { name: 'demo_big', type: 'bigint' },
  { name: 'demo_decimal', type: 'decimal', extra: '<Accuracy>3</Accuracy>' },
  { name: 'demo_float', type: 'float' },
  { name: 'demo_money', type: 'money' },
  { name: 'demo_flag', type: 'bit', extra: '<AppDefaultValue>1</AppDefaultValue>' },
  { name: 'demo_choice', type: 'picklist', extra: `<optionset Name="demo_choice">${options}</optionset>` },
  { name: 'demo_global', type: 'picklist', extra: '<OptionSetName>demo_colours</OptionSetName>' },
  { name: 'demo_many', type: 'multiselectpicklist', extra: `<optionset>${options}</optionset>` },
  { name: 'demo_day', type: 'datetime', extra: '<Format>date</Format><Behavior>2</Behavior>' },
  { name: 'demo_link', type: 'lookup' },
  { name: 'demo_buyer', type: 'customer' },
  { name: 'demo_people', type: 'partylist' },
  { name: 'ownerid', type: 'owner' },
  { name: 'createdon', type: 'datetime' },
  { name: 'versionnumber', type: 'timestamp' },
  {
    name: 'statecode',
    type: 'state',
    extra: `<optionset><states><state value="0" defaultstatus="1"><labels><label description="Active" languagecode="1033" /></labels></state>
      <state value="1" defaultstatus="2"><labels><label description="Inactive" languagecode="1033" /></labels></state></states></optionset>`,
  },
  {
    name: 'statuscode',
    type: 'status',
    extra: `<optionset><statuses><status value="1" state="0"><labels><label description="Active" languagecode="1033" /></labels></status>
      <status value="2" state="1"><labels><label description="Inactive" languagecode="1033" /></labels></status></statuses></optionset>`,
  },
];

const parts = `<ObjectTypeCode>10077</ObjectTypeCode><FormXml><forms type="main"><systemform>
  <formid>{11111111-1111-4111-8111-000000000001}</formid><isdefault>1</isdefault><form><header><rows><row>
  <cell id="h"><control id="ownerid" datafieldname="ownerid" classid="{270BD3DB-D9AF-4782-9025-509E298DEC0A}" /></cell></row></rows></header>
  <tabs><tab id="t" name="t"><labels><label description="Tab" languagecode="1033" /></labels><columns><column width="60%"><sections>
  <section id="s" name="s" columns="11"><rows><row><cell id="a" colspan="2"><control id="demo_text" datafieldname="demo_text"
  classid="{4273EDBD-AC1D-40d3-9FB2-095C621B552D}" /></cell></row><row><cell id="g" rowspan="4"><control id="sub"
  classid="{E7A81278-8635-4d9e-8D4D-59480B391C5B}"><parameters><TargetEntityType>demo_other</TargetEntityType>
  <ViewId>{11111111-1111-4111-8111-000000000002}</ViewId><RelationshipName>demo_other_link</RelationshipName></parameters></control></cell></row>
  </rows></section></sections></column></columns></tab></tabs></form><LocalizedNames><LocalizedName description="Main" languagecode="1033" />
  </LocalizedNames></systemform></forms></FormXml><SavedQueries><savedqueries><savedquery>
  <savedqueryid>{11111111-1111-4111-8111-000000000002}</savedqueryid><querytype>0</querytype><isdefault>1</isdefault>
  <layoutxml><grid><row><cell name="demo_text" width="100" /><cell name="o.demo_other_name" width="50" /></row></grid></layoutxml>
  <fetchxml><fetch version="1.0"><entity name="demo_thing"><attribute name="demo_text" /><order attribute="demo_text" descending="true" />
  <filter type="and"><condition attribute="statecode" operator="eq" value="0" /><condition attribute="createdon" operator="last-x-days" value="7" />
  </filter><link-entity name="demo_other" from="demo_otherid" to="demo_link" alias="o" link-type="outer"><attribute name="demo_other_name" />
  </link-entity></entity></fetch></fetchxml><LocalizedNames><LocalizedName description="All" languagecode="1033" /></LocalizedNames>
  </savedquery></savedqueries></SavedQueries><RibbonDiffXml><CustomActions><CustomAction Id="x" /></CustomActions></RibbonDiffXml>`;

const roles = `<Roles><Role id="{11111111-2222-4333-8444-555555555555}" name="Clerk"><RolePrivileges>
  <RolePrivilege name="prvReadDemo_Thing" level="Deep" /><RolePrivilege name="prvWriteDemo_Thing" level="Basic" />
  </RolePrivileges></Role></Roles>`;

const relationships = `<EntityRelationships><EntityRelationship Name="demo_other_link">
  <EntityRelationshipType>OneToMany</EntityRelationshipType><ReferencingEntityName>demo_thing</ReferencingEntityName>
  <ReferencedEntityName>demo_other</ReferencedEntityName><ReferencingAttributeName>demo_link</ReferencingAttributeName>
  <CascadeDelete>RemoveLink</CascadeDelete></EntityRelationship><EntityRelationship Name="demo_thing_other">
  <EntityRelationshipType>ManyToMany</EntityRelationshipType><FirstEntityName>demo_thing</FirstEntityName>
  <SecondEntityName>demo_other</SecondEntityName><IntersectEntityName>demo_thing_other</IntersectEntityName></EntityRelationship></EntityRelationships>`;

const choices = `<optionsets><optionset Name="demo_colours"><displaynames><displayname description="Colours" languagecode="1033" />
  </displaynames>${options}</optionset></optionsets><Workflows><Workflow Name="Rule"><Category>2</Category></Workflow></Workflows>`;

/** One of everything that solutions hold: two tables, all types of columns, a form, a view, an app, a role, a choice. */
export function richCustomizations(): string {
  const other = /<Entity>[^]*<\/Entity>/.exec(sampleCustomizations({ table: 'demo_other' }))?.[0] ?? '';
  const sections = `${relationships}${choices}${roles}${sampleApp(['{11111111-2222-4333-8444-555555555555}'])}`;
  return sampleCustomizations({ columns, parts, sections }).replace('</Entities>', `${other}</Entities>`);
}
