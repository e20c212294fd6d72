/** Builders of XAML as process designers write it, for tests of the readers. */
const version = 'Version=9.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35';

export function activity(type: string, parts: string, name = type): string {
  return `<mxswa:ActivityReference AssemblyQualifiedName="Microsoft.Crm.Workflow.Activities.${type}, Microsoft.Crm.Workflow, ${version}" DisplayName="${name}">${parts}</mxswa:ActivityReference>`;
}

export const withArguments = (parts: string): string =>
  `<mxswa:ActivityReference.Arguments>${parts}</mxswa:ActivityReference.Arguments>`;

export const withProperties = (parts: string): string =>
  `<mxswa:ActivityReference.Properties>${parts}</mxswa:ActivityReference.Properties>`;

export const activities = (parts: string): string =>
  `<sco:Collection x:TypeArguments="Activity" x:Key="Activities">${parts}</sco:Collection>`;

export const input = (key: string, text: string): string => `<InArgument x:Key="${key}">${text}</InArgument>`;

export function xaml(parts: string): string {
  return `<Activity x:Class="XrmWorkflow0" xmlns="http://schemas.microsoft.com/netfx/2009/xaml/activities" xmlns:mcwc="c" xmlns:mcwb="b" xmlns:mcwo="o" xmlns:mxswa="m" xmlns:sco="s" xmlns:my="y" xmlns:x="http://schemas.microsoft.com/winfx/2006/xaml"><mxswa:Workflow>${parts}</mxswa:Workflow></Activity>`;
}

export function get(column: string, variable: string, row = 'InputEntities("primaryEntity")'): string {
  return `<mxswa:GetEntityProperty Attribute="${column}" Entity="[${row.replaceAll('"', '&quot;')}]" Value="[${variable}]"/>`;
}

export function expression(operator: string, parameters: string, result: string): string {
  return activity(
    'EvaluateExpression',
    withArguments(
      input('ExpressionOperator', operator) +
        input('Parameters', parameters) +
        `<OutArgument x:Key="Result">[${result}]</OutArgument>`,
    ),
  );
}

export function constant(type: string, value: string, result: string): string {
  const parameters = `[New Object() { Microsoft.Xrm.Sdk.Workflow.WorkflowPropertyType.${type}, "${value}" }]`;
  return expression('CreateCrmType', parameters, result);
}

export function compare(
  operator: string,
  operand: string,
  values: readonly string[],
  result: string,
): string {
  const parameters =
    values.length === 0
      ? '<x:Null x:Key="Parameters"/>'
      : input('Parameters', `[New Object() { ${values.join(', ')} }]`);
  return activity(
    'EvaluateCondition',
    withArguments(
      `${input('ConditionOperator', operator)}${parameters}${input('Operand', `[${operand}]`)}<OutArgument x:Key="Result">[${result}]</OutArgument>`,
    ),
  );
}

export function branch(condition: string, then: string): string {
  return activity(
    'ConditionBranch',
    withArguments(input('Condition', condition)) +
      withProperties(
        `${activity('Composite', withProperties(activities(then))).replace('<mxswa:ActivityReference', '<mxswa:ActivityReference x:Key="Then"')}<x:Null x:Key="Else"/><x:String x:Key="Description">Why</x:String>`,
      ),
  );
}

export const decide = (parts: string): string =>
  activity('ConditionSequence', withProperties(activities(parts)));

export const lock = (column: string, locked = true): string =>
  `<Sequence><mcwc:SetDisplayMode ControlId="${column}" ControlType="standard" IsReadOnly="${locked ? 'True' : 'False'}"/></Sequence>`;

export interface SampleWorkflow {
  readonly id: string;
  readonly category: number;
  readonly name?: string;
  readonly file?: string;
  readonly table?: string;
  readonly extra?: string;
  readonly draft?: boolean;
}

export function workflow(options: SampleWorkflow): string {
  const file =
    options.file === undefined
      ? ''
      : `<${options.file.endsWith('json') ? 'Json' : 'Xaml'}FileName>/${options.file}</${options.file.endsWith('json') ? 'Json' : 'Xaml'}FileName>`;
  return `<Workflow WorkflowId="{${options.id}}" Name="${options.name ?? 'Sample'}">${file}<Category>${options.category}</Category>
    <StateCode>${options.draft ? 0 : 1}</StateCode>${options.extra ?? ''}<PrimaryEntity>${options.table ?? 'Demo_Thing'}</PrimaryEntity></Workflow>`;
}
