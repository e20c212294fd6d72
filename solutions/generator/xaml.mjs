import { document, el } from './text.mjs';

/**
 * Prints processes and business rules, in the shape in which the importer's readers give them, as the XAML that
 * process designers write. What is `unsupported` in them has no XAML; it stops the printer.
 */
const publicKey = 'Culture=neutral, PublicKeyToken=31bf3856ad364e35';
const workflowAssembly = `Microsoft.Crm.Workflow, Version=9.0.0.0, ${publicKey}`;
const framework = 'Version=4.0.0.0, Culture=neutral, PublicKeyToken';
const sdk = `assembly=Microsoft.Xrm.Sdk, Version=9.0.0.0, ${publicKey}`;
const namespaces = {
  xmlns: 'http://schemas.microsoft.com/netfx/2009/xaml/activities',
  'xmlns:mcwb': `clr-namespace:Microsoft.Crm.Workflow.BusinessProcessFlowActivities;assembly=${workflowAssembly}`,
  'xmlns:mcwc': `clr-namespace:Microsoft.Crm.Workflow.ClientActivities;assembly=${workflowAssembly}`,
  'xmlns:mcwo': `clr-namespace:Microsoft.Crm.Workflow.ObjectModel;assembly=Microsoft.Crm, Version=9.0.0.0, ${publicKey}`,
  'xmlns:mva': `clr-namespace:Microsoft.VisualBasic.Activities;assembly=System.Activities, ${framework}=31bf3856ad364e35`,
  'xmlns:mxs': `clr-namespace:Microsoft.Xrm.Sdk;${sdk}`,
  'xmlns:mxsq': `clr-namespace:Microsoft.Xrm.Sdk.Query;${sdk}`,
  'xmlns:mxswa': `clr-namespace:Microsoft.Xrm.Sdk.Workflow.Activities;assembly=Microsoft.Xrm.Sdk.Workflow, Version=9.0.0.0, ${publicKey}`,
  'xmlns:s': `clr-namespace:System;assembly=mscorlib, ${framework}=b77a5c561934e089`,
  'xmlns:scg': `clr-namespace:System.Collections.Generic;assembly=mscorlib, ${framework}=b77a5c561934e089`,
  'xmlns:sco': `clr-namespace:System.Collections.ObjectModel;assembly=mscorlib, ${framework}=b77a5c561934e089`,
  'xmlns:srs': `clr-namespace:System.Runtime.Serialization;assembly=System.Runtime.Serialization, ${framework}=b77a5c561934e089`,
  'xmlns:this': 'clr-namespace:',
  'xmlns:x': 'http://schemas.microsoft.com/winfx/2006/xaml',
};
const rowsType = 'scg:IDictionary(x:String, mxs:Entity)';
const primary = '[InputEntities("primaryEntity")]';
const copy = '[CreatedEntities("primaryEntity#Temp")]';

function refuse(what) {
  throw new Error(`no XAML for ${what}`);
}

const nothing = (key) => el('x:Null', { 'x:Key': key });
const text = (key, value) => (value === undefined ? nothing(key) : el('x:String', { 'x:Key': key }, value));
const flag = (key, value) => el('x:Boolean', { 'x:Key': key }, value ? 'True' : 'False');
const collection = (type, key, items) =>
  el('sco:Collection', { 'x:TypeArguments': type, 'x:Key': key }, items);
const argument = (type, key, ...value) =>
  el('InArgument', { 'x:TypeArguments': type, 'x:Key': key }, ...value);
const result = (type, name) => el('OutArgument', { 'x:TypeArguments': type, 'x:Key': 'Result' }, `[${name}]`);
const argumentsOf = (...list) => el('mxswa:ActivityReference.Arguments', {}, list);
const propertiesOf = (...list) => el('mxswa:ActivityReference.Properties', {}, list.flat(2));
const variable = (name, type, value) =>
  el('Variable', { 'x:TypeArguments': type, Default: value, Name: name });

function reference(type, name, parts, key, space = 'Activities') {
  return el(
    'mxswa:ActivityReference',
    {
      'x:Key': key,
      AssemblyQualifiedName: `Microsoft.Crm.Workflow.${space}.${type}, ${workflowAssembly}`,
      DisplayName: name,
    },
    parts,
  );
}

const composite = (type, name, activities, more = [], key = undefined, space = undefined) =>
  reference(
    type,
    name,
    [
      propertiesOf(
        collection('Variable', 'Variables', []),
        collection('Activity', 'Activities', activities),
        more,
      ),
    ],
    key,
    space,
  );

const stepLabels = (labels, id) =>
  Object.entries(labels).map(([language, description]) =>
    el('mcwo:StepLabel', { Description: description, LabelId: id, LanguageCode: language }),
  );

function root(className, activities) {
  const frame = (name) =>
    el(`this:${className}.${name}`, {}, el('InArgument', { 'x:TypeArguments': rowsType }));
  const member = (name) => el('x:Property', { Name: name, Type: `InArgument(${rowsType})` });
  return document(
    el(
      'Activity',
      { 'x:Class': className, ...namespaces },
      el('x:Members', {}, member('InputEntities'), member('CreatedEntities')),
      frame('InputEntities'),
      frame('CreatedEntities'),
      el(
        'mva:VisualBasic.Settings',
        {},
        'Assembly references and imported namespaces for internal implementation',
      ),
      el('mxswa:Workflow', {}, activities),
    ),
  );
}

/** Property types by column type, with the XAML type that the expression makes and a third parameter. */
const propertyTypes = {
  boolean: ['Boolean', 'x:Boolean'],
  choice: ['OptionSetValue', 'mxs:OptionSetValue', 'Picklist'],
  state: ['OptionSetValue', 'mxs:OptionSetValue', 'State'],
  status: ['OptionSetValue', 'mxs:OptionSetValue', 'Status'],
  integer: ['Integer', 'x:Int32', 'Integer'],
  decimal: ['Decimal', 's:Decimal', 'Decimal'],
  double: ['Double', 'x:Double', 'Double'],
  money: ['Money', 'mxs:Money'],
  datetime: ['DateTime', 's:DateTime', 'DateTime'],
};
const byValue = { boolean: 'boolean', number: 'integer' };
const operators = {
  eq: 'Equal',
  ne: 'NotEqual',
  null: 'Null',
  notnull: 'NotNull',
  gt: 'GreaterThan',
  ge: 'GreaterEqual',
  lt: 'LessThan',
  le: 'LessEqual',
  contains: 'Contains',
  notcontains: 'DoesNotContain',
  begins: 'BeginsWith',
  notbegins: 'DoesNotBeginWith',
  ends: 'EndsWith',
  notends: 'DoesNotEndWith',
  on: 'On',
  noton: 'NotOn',
  onorafter: 'OnOrAfter',
  onorbefore: 'OnOrBefore',
};
const formulas = { add: 'Add', subtract: 'Subtract', multiply: 'Multiply', divide: 'Divide' };
const levels = { none: 'None', recommended: 'Recommended', required: 'Required' };

const evaluation = (type, ...list) => reference(type, type, [argumentsOf(...list)]);
const parameters = (list) => argument('s:Object[]', 'Parameters', `[New Object() { ${list.join(', ')} }]`);
const quoted = (value) => `"${String(value).replaceAll('"', '""')}"`;

/** Prints the values and conditions of one document; numbers its steps as designers do. */
class LogicPrinter {
  #steps = 0;

  constructor(table, typeOf) {
    this.table = table;
    this.typeOf = typeOf;
  }

  step(kind) {
    this.#steps += 1;
    return `${kind}Step${this.#steps}`;
  }

  get(column, name) {
    return el(
      'mxswa:GetEntityProperty',
      { Attribute: column, Entity: primary, EntityName: this.table, Value: `[${name}]` },
      el(
        'mxswa:GetEntityProperty.TargetType',
        {},
        el(
          'InArgument',
          { 'x:TypeArguments': 's:Type' },
          el('mxswa:ReferenceLiteral', { 'x:TypeArguments': 's:Type' }, el('x:Null')),
        ),
      ),
    );
  }

  expression(operator, list, type, name) {
    return evaluation(
      'EvaluateExpression',
      argument('x:String', 'ExpressionOperator', operator),
      parameters(list),
      argument(
        's:Type',
        'TargetType',
        el('mxswa:ReferenceLiteral', { 'x:TypeArguments': 's:Type', Value: type }),
      ),
      result('x:Object', name),
    );
  }

  /** Activities that put an operand into the variable; `names` makes further variables. */
  operand(operand, column, name, names) {
    if (operand.kind === 'column') return [this.get(operand.column, name)];
    if (operand.kind === 'now') return [this.expression('RetrieveCurrentTime', [], 's:DateTime', name)];
    if (operand.kind === 'formula') {
      const [left, right] = [names(), names()];
      return [
        ...this.operand(operand.left, column, left, names),
        ...this.operand(operand.right, column, right, names),
        this.expression(formulas[operand.operator], [left, right], 'x:Object', name),
      ];
    }
    if (operand.kind !== 'value') refuse(operand.what ?? operand.kind);
    const { value, table } = operand;
    const property = (type) => `Microsoft.Xrm.Sdk.Workflow.WorkflowPropertyType.${type}`;
    if (table !== undefined) {
      const id = names();
      return [
        this.expression('CreateCrmType', [property('Guid'), quoted(value), '"Key"'], 's:Guid', id),
        this.expression(
          'CreateCrmType',
          [property('EntityReference'), quoted(table), '""', id, '"Lookup"'],
          'mxs:EntityReference',
          name,
        ),
      ];
    }
    const stated = propertyTypes[this.typeOf(column)] ?? propertyTypes[byValue[typeof value]];
    const [type, made, third] = stated ?? ['String', 'x:String', 'String'];
    const written = value === null ? '' : typeof value === 'boolean' ? Number(value) : value;
    const list = [property(type), quoted(written), ...(third === undefined ? [] : [quoted(third)])];
    return [this.expression('CreateCrmType', list, made, name)];
  }

  /** Activities that put a condition into the variable. */
  condition(condition, name, names) {
    if (condition.kind === 'compare') {
      const column = names();
      const values = condition.values.map(() => names());
      return [
        this.get(condition.column, column),
        ...condition.values.flatMap((value, at) => this.operand(value, condition.column, values[at], names)),
        evaluation(
          'EvaluateCondition',
          argument('mxsq:ConditionOperator', 'ConditionOperator', operators[condition.operator]),
          values.length === 0 ? nothing('Parameters') : parameters(values),
          argument('x:Object', 'Operand', `[${column}]`),
          result('x:Boolean', name),
        ),
      ];
    }
    if (condition.kind !== 'and' && condition.kind !== 'or') refuse(condition.what ?? condition.kind);
    const last = condition.conditions.at(-1);
    const before = condition.conditions.slice(0, -1);
    const left = before.length === 1 ? before[0] : { ...condition, conditions: before };
    const [leftName, rightName] = [names(true), names(true)];
    return [
      ...this.condition(left, leftName, names),
      ...this.condition(last, rightName, names),
      evaluation(
        'EvaluateLogicalCondition',
        argument('mxswa:LogicalOperator', 'LogicalOperator', condition.kind === 'and' ? 'And' : 'Or'),
        argument('x:Boolean', 'LeftOperand', `[${leftName}]`),
        argument('x:Boolean', 'RightOperand', `[${rightName}]`),
        result('x:Boolean', name),
      ),
    ];
  }

  /** A `ConditionSequence`; `then` prints what a branch does. */
  decision(branches, then) {
    const name = this.step('Condition');
    const variables = [];
    const activities = branches.flatMap((branch) => {
      const step = this.step('ConditionBranch');
      let count = 0;
      const names = (isCondition = false) => {
        count += 1;
        const made = `${step}_${count}`;
        variables.push(isCondition ? variable(made, 'x:Boolean', 'False') : variable(made, 'x:Object'));
        return made;
      };
      const holds = `${step}_condition`;
      if (branch.when !== undefined) variables.push(variable(holds, 'x:Boolean', 'False'));
      const printed = branch.when === undefined ? [] : this.condition(branch.when, holds, names);
      return [
        ...printed,
        reference('ConditionBranch', step, [
          argumentsOf(argument('x:Boolean', 'Condition', branch.when === undefined ? 'True' : `[${holds}]`)),
          propertiesOf(
            composite('Composite', step, then(branch), [], 'Then'),
            nothing('Else'),
            text('Description', branch.label),
          ),
        ]),
      ];
    });
    const hasElse = branches.some((branch) => branch.when === undefined);
    return reference('ConditionSequence', name, [
      argumentsOf(argument('x:Boolean', 'Wait', 'False')),
      propertiesOf(
        collection('Variable', 'Variables', variables),
        collection('Activity', 'Activities', activities),
        flag('ContainsElseBranch', hasElse),
      ),
    ]);
  }

  #assigned(kind, column, operand) {
    const step = this.step(kind);
    const variables = [];
    const names = () => {
      const made = `${step}_${variables.length + 1}`;
      variables.push(variable(made, 'x:Object'));
      return made;
    };
    const name = names();
    const row = { Entity: copy, EntityName: this.table };
    return el(
      'Sequence',
      { DisplayName: step },
      el('Sequence.Variables', {}, variables),
      el('Assign', { 'x:TypeArguments': 'mxs:Entity', To: copy, Value: `[New Entity("${this.table}")]` }),
      el('Assign', {
        'x:TypeArguments': 's:Guid',
        To: '[CreatedEntities("primaryEntity#Temp").Id]',
        Value: '[InputEntities("primaryEntity").Id]',
      }),
      operand === undefined ? [] : this.operand(operand, column, name, names),
      el('mxswa:SetEntityProperty', { Attribute: column, ...row, Value: `[${name}]` }),
      el(`mcwc:${kind}`, { DisplayName: step, ...row }),
      el('Assign', { 'x:TypeArguments': 'mxs:Entity', To: primary, Value: copy }),
    );
  }

  #control(kind, column, attributes, children = []) {
    const step = this.step(kind);
    const row = { ControlId: column, ControlType: 'standard', Entity: primary, EntityName: this.table };
    return el('Sequence', { DisplayName: step }, el(`mcwc:${kind}`, { ...row, ...attributes }, children));
  }

  action(action) {
    const { column } = action;
    switch (action.kind) {
      case 'set':
        return this.#assigned('SetAttributeValue', column, action.value);
      case 'default':
        return this.#assigned('SetDefaultValue', column, action.value);
      case 'clear':
        return this.#assigned('SetAttributeValue', column, undefined);
      case 'show':
        return this.#control('SetVisibility', column, { IsVisible: action.visible ? 'True' : 'False' });
      case 'lock':
        return this.#control('SetDisplayMode', column, { IsReadOnly: action.locked ? 'True' : 'False' });
      case 'require':
        return this.#control('SetFieldRequiredLevel', column, { RequiredLevel: levels[action.level] });
      case 'error':
        return this.#control('SetMessage', column, { Level: '[Nothing]' }, [
          el('mcwc:SetMessage.StepLabels', {}, stepLabels(action.message, undefined)),
        ]);
      default:
        return refuse(action.what ?? action.kind);
    }
  }

  steps(steps) {
    return steps.map((step) =>
      step.kind === 'decide'
        ? this.decision(step.branches, (branch) => this.steps(branch.then))
        : this.action(step),
    );
  }
}

/** XAML of a business rule. `typeOf` gives the type of a column of its table, undefined where it is not known. */
export function ruleXaml(rule, typeOf) {
  const printer = new LogicPrinter(rule.table, typeOf);
  return root('XrmWorkflow00000000000000000000000000000000', printer.steps(rule.steps));
}

function stepActivity(step, printer) {
  if (step.kind !== 'column') refuse(step.what);
  const control = el(
    'mcwb:Control',
    {
      ClassId: step.classId,
      ControlDisplayName: step.label['1033'] ?? step.column,
      ControlId: step.column,
      DataFieldName: step.column,
      IsSystemControl: 'False',
      IsUnbound: 'False',
      SystemStepType: 0,
    },
    el(
      'mcwb:Control.Parameters',
      {},
      el(
        'InArgument',
        { 'x:TypeArguments': 'x:String' },
        el('Literal', { 'x:TypeArguments': 'x:String', Value: '' }),
      ),
    ),
  );
  return composite(
    'StepComposite',
    `${printer.step('Step')}: ${step.label['1033'] ?? step.column}`,
    [el('Sequence', { DisplayName: printer.step('Control') }, control)],
    [
      collection('mcwo:StepLabel', 'StepLabels', stepLabels(step.label, step.id)),
      text('ProcessStepId', step.id),
      flag('IsProcessRequired', step.required),
    ],
  );
}

function stageActivity(stage, printer, categories) {
  const branches =
    stage.branches.length === 0
      ? []
      : [
          printer.decision(stage.branches, (branch) => [
            el(
              'Sequence',
              { DisplayName: printer.step('SetNextStage') },
              el('mcwc:SetNextStage', { ParentStageId: stage.id, StageId: branch.stage }),
            ),
          ]),
        ];
  return composite(
    'StageComposite',
    `${printer.step('Stage')}: ${stage.label['1033'] ?? ''}`,
    [...stage.steps.map((step) => stepActivity(step, printer)), ...branches],
    [
      collection('mcwo:StepLabel', 'StepLabels', stepLabels(stage.label, stage.id)),
      text('StageId', stage.id),
      text('StageCategory', String(categories.indexOf(stage.category))),
      text('NextStageId', stage.next),
    ],
  );
}

/** Stage categories by their number in Dataverse. */
export const stageCategories = [
  'qualify',
  'develop',
  'propose',
  'close',
  'identify',
  'research',
  'resolve',
  'approval',
];

/** XAML of a business process flow; `typeOf(table, column)`. */
export function processXaml(process, typeOf) {
  const crossings = process.crossings.map((one, at) =>
    el(
      'Sequence',
      { DisplayName: `RelationshipStep${at + 1}` },
      el('mcwb:StageRelationship', {
        AttributeName: one.column,
        RelationshipName: one.relationship,
        SourceStageId: one.from,
        TargetStageId: one.to,
      }),
    ),
  );
  const printer = new LogicPrinter(process.table, undefined);
  const stages = process.stages.map((stage) => {
    printer.table = stage.table;
    printer.typeOf = (column) => typeOf(stage.table, column);
    return composite(
      'EntityComposite',
      `${printer.step('Entity')}: ${stage.table}`,
      [stageActivity(stage, printer, stageCategories)],
      [nothing('RelationshipName'), nothing('AttributeName'), flag('IsClosedLoop', false)],
    );
  });
  return root(`XrmWorkflow${process.id.replaceAll('-', '')}`, [
    composite(
      'StageRelationshipCollectionComposite',
      'RelationshipCollectionStep1',
      crossings,
      [],
      undefined,
      'BusinessProcessFlowActivities',
    ),
    ...stages,
  ]);
}
