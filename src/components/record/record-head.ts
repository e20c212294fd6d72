import type { Form } from '../../shared/metadata/form.ts';

/** Where the record's last change stands; the words are the head's. */
export type Standing = 'saving' | 'dirty' | 'problem' | 'saved' | 'sent' | 'new' | 'up-to-date';

/** A value of the form's header, as text; empty text: no value. */
export interface KeyValue {
  readonly label: string;
  readonly text: string;
}

/** Everything the head of a record shows; the page makes one with each of its renders. */
export interface RecordHead {
  readonly title: string;
  readonly tableLabel: string;
  /** Main forms to choose among. */
  readonly forms: readonly Form[];
  /** Id of the form that is shown; empty: none. */
  readonly formId: string;
  readonly standing: Standing;
  readonly keyValues: readonly KeyValue[];
  readonly isNew: boolean;
  readonly isPhone: boolean;
  readonly isDirty: boolean;
  readonly editable: boolean;
  readonly deletable: boolean;
  /** There is something to save, and no save under way. */
  readonly canSave: boolean;
}

/** `close`: leave the record once it is saved. */
export type RecordSaveEvent = CustomEvent<{ readonly close: boolean }>;
