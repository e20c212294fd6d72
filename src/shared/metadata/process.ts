import type { Guid } from '../base/guid.ts';
import type { RuleCondition } from '../rules/business-rule.ts';

/** What kind of work a stage is, in the order of Dataverse's numbers from 0 on. */
export const stageCategories = [
  'qualify',
  'develop',
  'propose',
  'close',
  'identify',
  'research',
  'resolve',
  'approval',
] as const;
export type StageCategory = (typeof stageCategories)[number];

/**
 * A business process flow as compiled from XAML. `L` as in Table: Labels on the server, text in a package. Who may
 * work with it follows from the privileges on the table of its instances, which is named `uniqueName`.
 */
export interface Process<L = string> {
  readonly id: Guid;
  /** Also the logical name of the table that holds its instances. */
  readonly uniqueName: string;
  readonly name: L;
  readonly description: L;
  /** Table of the first stage. */
  readonly table: string;
  /** A row gets the process with the lowest order that its person may use. */
  readonly order: number;
  /** A draft is not offered. */
  readonly active: boolean;
  readonly stages: readonly ProcessStage<L>[];
  /** Ways from a stage of one table to a stage of another. */
  readonly crossings: readonly ProcessCrossing[];
}

export interface ProcessStage<L = string> {
  readonly id: Guid;
  readonly label: L;
  readonly table: string;
  readonly category?: StageCategory;
  readonly steps: readonly ProcessStep<L>[];
  /** The stage after this one; where `branches` lead elsewhere, the one they come together in. Absent: the last. */
  readonly next?: Guid;
  /** The first whose condition holds decides the next stage; one without a condition is the "else". */
  readonly branches: readonly ProcessBranch[];
}

export type ProcessStep<L = string> =
  | {
      readonly kind: 'column';
      readonly id: Guid;
      readonly label: L;
      readonly column: string;
      /** Must be filled before the next stage. */
      readonly required: boolean;
      /** Class of the control that shows it. */
      readonly classId: Guid;
    }
  /** A step that this version does not run keeps its place (a button for a workflow or a flow). */
  | { readonly kind: 'unsupported'; readonly id: Guid; readonly label: L; readonly what: string };

export interface ProcessBranch {
  readonly label: string;
  readonly when?: RuleCondition;
  readonly stage: Guid;
}

/** The step to another table's stage: its row is the one whose `column` refers to the row of the stage before. */
export interface ProcessCrossing {
  readonly from: Guid;
  readonly to: Guid;
  /** Schema name of the relationship; absent: the person chooses a row. */
  readonly relationship?: string;
  /** Lookup on the table of `to`. */
  readonly column?: string;
}
