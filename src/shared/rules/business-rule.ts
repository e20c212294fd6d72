import type { Guid } from '../base/guid.ts';
import type { RowValue } from '../metadata/row.ts';

/** How a column is compared. A list of values means any of them for `eq`, none of them for `ne`. */
export const ruleOperators = [
  'eq',
  'ne',
  'null',
  'notnull',
  'gt',
  'ge',
  'lt',
  'le',
  'contains',
  'notcontains',
  'begins',
  'notbegins',
  'ends',
  'notends',
  'on',
  'noton',
  'onorafter',
  'onorbefore',
] as const;
export type RuleOperator = (typeof ruleOperators)[number];

export type FormulaOperator = 'add' | 'subtract' | 'multiply' | 'divide';

/** Where a value comes from. `unsupported` keeps the place of what cannot be computed: nothing is done with it. */
export type RuleOperand =
  /** `table`: the target of a lookup value. Decimal numbers are text of any scale, times canonical. */
  | { readonly kind: 'value'; readonly value: RowValue; readonly table?: string }
  | { readonly kind: 'column'; readonly column: string }
  | { readonly kind: 'now' }
  | {
      readonly kind: 'formula';
      readonly operator: FormulaOperator;
      readonly left: RuleOperand;
      readonly right: RuleOperand;
    }
  | { readonly kind: 'unsupported'; readonly what: string };

export type RuleCondition =
  | { readonly kind: 'and' | 'or'; readonly conditions: readonly RuleCondition[] }
  | {
      readonly kind: 'compare';
      readonly column: string;
      readonly operator: RuleOperator;
      readonly values: readonly RuleOperand[];
    }
  /** Neither true nor false: a decision that needs it takes no branch. */
  | { readonly kind: 'unsupported'; readonly what: string };

export type RuleRequired = 'none' | 'recommended' | 'required';

export type RuleAction<L = string> =
  | { readonly kind: 'set'; readonly column: string; readonly value: RuleOperand }
  /** Fills an empty column of a new row. */
  | { readonly kind: 'default'; readonly column: string; readonly value: RuleOperand }
  | { readonly kind: 'clear'; readonly column: string }
  | { readonly kind: 'show'; readonly column: string; readonly visible: boolean }
  | { readonly kind: 'lock'; readonly column: string; readonly locked: boolean }
  | { readonly kind: 'require'; readonly column: string; readonly level: RuleRequired }
  | { readonly kind: 'error'; readonly column: string; readonly message: L }
  /** Offers `actions`; they run when the person accepts. */
  | {
      readonly kind: 'recommend';
      readonly column: string;
      readonly title: L;
      readonly detail: L;
      readonly actions: readonly RuleAction<L>[];
    }
  | { readonly kind: 'unsupported'; readonly what: string };

/** The first branch whose condition holds runs, no other; one without a condition is the "else". */
export interface RuleBranch<L = string> {
  readonly label: string;
  readonly when?: RuleCondition;
  readonly then: readonly RuleStep<L>[];
}

export type RuleStep<L = string> =
  RuleAction<L> | { readonly kind: 'decide'; readonly branches: readonly RuleBranch<L>[] };

/** Where a rule runs: on forms and the server, on every main form, or on one form. */
export type RuleScope =
  { readonly kind: 'table' } | { readonly kind: 'forms' } | { readonly kind: 'form'; readonly formId: Guid };

/** A business rule as compiled from XAML. `L` as in Table: Labels on the server, text in a package. */
export interface BusinessRule<L = string> {
  readonly id: Guid;
  readonly name: L;
  readonly description: L;
  readonly table: string;
  readonly scope: RuleScope;
  /** A draft does not run. */
  readonly active: boolean;
  readonly steps: readonly RuleStep<L>[];
}
