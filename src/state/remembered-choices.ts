import { createContext } from '@lit/context';
import type { PreferenceStorage } from './preferences.ts';

function readChoices(storage: PreferenceStorage, key: string): Readonly<Record<string, string>> {
  try {
    const raw: unknown = JSON.parse(storage.getItem(key) ?? '{}');
    if (typeof raw !== 'object' || raw === null) return {};
    return Object.fromEntries(
      Object.entries(raw).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return {};
  }
}

/**
 * What one person chose last on this device: the form for each table, or (`kind` charts) the chart for each view. Every
 * look reads anew: tabs agree.
 */
export class RememberedChoices {
  readonly #storage: PreferenceStorage;
  readonly #key: string;
  /** Where storage is full or blocked, a choice holds until the page is closed. */
  #here: Readonly<Record<string, string>> = {};

  constructor(storage: PreferenceStorage, personId: string, kind: 'forms' | 'charts' = 'forms') {
    this.#storage = storage;
    this.#key = `haversack-${kind}-${personId}`;
  }

  /** Id of what was chosen; it may be gone meanwhile, or not be the person's any more. */
  get(place: string): string | undefined {
    return this.#all().get(place);
  }

  /** `place`: the table or the view. */
  set(place: string, id: string): void {
    this.#here = { ...this.#here, [place]: id };
    try {
      this.#storage.setItem(this.#key, JSON.stringify(Object.fromEntries(this.#all())));
      this.#here = {};
    } catch {
      // What is kept in #here has to do.
    }
  }

  forget(): void {
    this.#here = {};
    this.#storage.removeItem(this.#key);
  }

  #all(): ReadonlyMap<string, string> {
    return new Map([...Object.entries(readChoices(this.#storage, this.#key)), ...Object.entries(this.#here)]);
  }
}

export const formChoicesContext = createContext<RememberedChoices | undefined>(Symbol('form-choices'));

/** The chart shown beside each view; an empty id: none. */
export const chartChoicesContext = createContext<RememberedChoices | undefined>(Symbol('chart-choices'));
