import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import type { LookupTarget } from '../components/fields/field-model.ts';
import type { QuickCreate } from '../components/form/field-wiring.ts';
import type { Form } from '../shared/metadata/form.ts';
import type { AppCatalog } from '../state/app-catalog.ts';
import type { QuickCreateEvent } from './quick-create.ts';

interface Asked {
  readonly form: Form;
  readonly typed: string;
  readonly answer: (target: LookupTarget | undefined) => void;
}

/** The quick create form of a table, for who may make its records on this device. */
export function quickCreateForm(catalog: AppCatalog, table: string): Form | undefined {
  if (!catalog.isCarried(table) || !catalog.can(table, 'create')) return undefined;
  return catalog.forms(table, 'quickcreate')[0];
}

/** Lets the lookups of a page make the record that they do not find; the page draws what `render` gives. */
export class QuickCreating implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #asked: Asked | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#answer(undefined);
  }

  /** What the fields of a page's form are given. */
  for(catalog: AppCatalog): QuickCreate {
    return {
      offers: (table) => quickCreateForm(catalog, table) !== undefined,
      open: (table, typed) => this.#open(quickCreateForm(catalog, table), typed),
    };
  }

  async #open(form: Form | undefined, typed: string): Promise<LookupTarget | undefined> {
    if (form === undefined) return undefined;
    // The dialog's code loads with the first use.
    await import('./quick-create.ts');
    this.#answer(undefined);
    return new Promise((answer) => {
      this.#asked = { form, typed, answer };
      this.#host.requestUpdate();
    });
  }

  #answer(target: LookupTarget | undefined): void {
    const asked = this.#asked;
    this.#asked = undefined;
    asked?.answer(target);
    this.#host.requestUpdate();
  }

  render(): TemplateResult | typeof nothing {
    if (this.#asked === undefined) return nothing;
    return html`<hs-quick-create
      .form=${this.#asked.form}
      .typed=${this.#asked.typed}
      @hs-quick-created=${(event: QuickCreateEvent) => this.#answer(event.detail.target)}
    ></hs-quick-create>`;
  }
}
