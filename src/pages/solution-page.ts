import '@vaadin/button/vaadin-button.js';
import { consume } from '@lit/context';
import { localized, msg, str } from '@lit/localize';
import { Task } from '@lit/task';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { administrationStyles } from '../components/administration/administration-styles.ts';
import '../components/administration/hs-import-report.ts';
import '../components/administration/hs-uninstall-plan.ts';
import '../components/base/hs-empty-state.ts';
import '../components/base/hs-icon.ts';
import '../components/base/hs-page-frame.ts';
import '../components/base/hs-skeleton.ts';
import { errorWords } from '../components/base/problem-words.ts';
import { showToast } from '../components/base/show-toast.ts';
import type { Administration } from '../data/administration.ts';
import type { Session } from '../data/session.ts';
import type { Formats } from '../i18n/formats.ts';
import type { ImportReport, SolutionDetails, UninstallReport } from '../shared/metadata/solution-report.ts';
import { formatsContext } from '../state/formats-context.ts';
import { linksContext, type Links } from '../state/links.ts';
import { sessionContext } from '../state/session-context.ts';
import { administrationProblem } from './administration-problem.ts';
import { offerBlob } from './export-entries.ts';

/** An installed solution: what its import reported, sharing its apps, export and uninstalling. For administrators. */
@localized()
@customElement('hs-solution-page')
export class HsSolutionPage extends LitElement {
  @property({ attribute: false }) administration?: Administration;
  @property() name = '';
  @consume({ context: linksContext }) @state() private _links?: Links;
  @consume({ context: formatsContext, subscribe: true }) @state() private _formats?: Formats;
  @consume({ context: sessionContext, subscribe: true }) @state() private _session?: Session;
  @state() private _isBusy = false;
  @state() private _problem = '';
  @state() private _plan?: UninstallReport;
  @state() private _roles: readonly string[] = [];

  readonly #details = new Task(this, {
    args: () => [this.administration, this.name] as const,
    task: async ([administration, name]) => {
      const details = await administration?.solution(name);
      if ((details?.report?.adminOnlyApps.length ?? 0) > 0)
        this._roles = (await administration?.roles().catch(() => undefined)) ?? [];
      return details;
    },
  });

  get heading(): string {
    return this.name;
  }

  override render() {
    return html`<hs-page-frame .heading=${this.heading}>
      <a class="back" href=${this._links?.solutions() ?? nothing}
        ><hs-icon name="chevron-left"></hs-icon>${msg('Solutions')}</a
      >
      ${this.#details.render({
        initial: () => nothing,
        pending: () => html`<hs-skeleton rows="6" .label=${msg('Loading')}></hs-skeleton>`,
        complete: (details) => (details ? this.#solution(details) : nothing),
        error: (error) => administrationProblem(error, () => void this.#details.run()),
      })}
    </hs-page-frame>`;
  }

  #solution(details: SolutionDetails) {
    const { report } = details;
    return html`${this.#head(details)}
    ${
      this._plan
        ? html`<hs-uninstall-plan
            .plan=${this._plan}
            .count=${this.#count}
            .problem=${this._problem}
            ?busy=${this._isBusy}
            @hs-uninstall=${() => void this.#uninstall()}
            @hs-cancel=${() => {
              this._plan = undefined;
              this._problem = '';
            }}
          ></hs-uninstall-plan>`
        : nothing
    }
    ${report ? this.#sharing(report) : nothing}
    ${
      report
        ? html`<hs-import-report
            .report=${report}
            .count=${this.#count}
            .language=${this._session?.kind === 'signed-in' ? this._session.person.language : 1033}
          ></hs-import-report>`
        : html`<hs-empty-state
            icon="file"
            .heading=${msg('No report yet')}
            .text=${msg('It was imported before reports were kept. Import it again to see one.')}
          ></hs-empty-state>`
    }`;
  }

  #head({ name, title, version, publisher, managed, reportedOn }: SolutionDetails) {
    const facts: readonly (readonly [string, string])[] = [
      ...(title === undefined || title === name ? [] : [[msg('Title'), title] as const]),
      [msg('Version'), version],
      [msg('Publisher'), publisher],
      [msg('Kind'), managed ? msg('managed') : msg('unmanaged')],
      ...(reportedOn === undefined || !this._formats
        ? []
        : [[msg('Imported'), this._formats.instant(Date.parse(reportedOn))] as const]),
    ];
    return html`<section class="panel head" aria-label=${name}>
      <dl>
        ${facts.map(
          ([term, value]) =>
            html`<div>
              <dt>${term}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      <div class="row">
        ${
          managed
            ? nothing
            : html`<vaadin-button ?disabled=${this._isBusy} @click=${() => void this.#export()}
                >${msg('Export')}</vaadin-button
              >`
        }
        ${
          this._plan
            ? nothing
            : html`<vaadin-button
                theme="error"
                ?disabled=${this._isBusy}
                @click=${() => void this.#askUninstall()}
                >${msg('Uninstall')}</vaadin-button
              >`
        }
      </div>
      ${
        this._problem !== '' && !this._plan
          ? html`<p class="notice error" role="alert">${this._problem}</p>`
          : nothing
      }
    </section>`;
  }

  #sharing(report: ImportReport) {
    const sentences = report.shares.map((sentence) => html`<p lang="en">${sentence}.</p>`);
    if (report.adminOnlyApps.length === 0 && sentences.length === 0) return nothing;
    return html`<section class="panel" aria-labelledby="sharing">
      <h2 id="sharing">${msg('Who opens its apps')}</h2>
      ${sentences}
      ${
        report.adminOnlyApps.length === 0
          ? nothing
          : html`<p class="notice warning">
                ${msg(str`Only administrators can open ${report.adminOnlyApps.join(', ')}.`)}
              </p>
              <div class="row">
                <label for="role">${msg('Share with')}</label>
                <select id="role">
                  ${this._roles.map(
                    (role) => html`<option value=${role} ?selected=${role === 'Basic User'}>${role}</option>`,
                  )}
                </select>
                <vaadin-button
                  ?disabled=${this._isBusy || this._roles.length === 0}
                  @click=${() => void this.#share()}
                  >${msg('Share')}</vaadin-button
                >
              </div>`
      }
    </section>`;
  }

  readonly #count = (value: number): string => this._formats?.integer(value) ?? String(value);

  /** Runs one act on the server; what it throws is told in the page. */
  async #act(act: (administration: Administration) => Promise<void>): Promise<void> {
    const { administration } = this;
    if (!administration || this._isBusy) return;
    this._problem = '';
    this._isBusy = true;
    try {
      await act(administration);
    } catch (error) {
      this._problem = errorWords(error, msg('Something went wrong.'));
    } finally {
      this._isBusy = false;
    }
  }

  #share(): Promise<void> {
    const role = this.renderRoot.querySelector<HTMLSelectElement>('#role')?.value ?? '';
    return this.#act(async (administration) => {
      await administration.share(this.name, [role]);
      await this.#details.run();
      void showToast(msg(str`${role} can open the apps now.`));
    });
  }

  #export(): Promise<void> {
    return this.#act(async (administration) => {
      const { fileName, archive } = await administration.exportSolution(this.name);
      offerBlob(fileName, archive);
    });
  }

  #askUninstall(): Promise<void> {
    return this.#act(async (administration) => {
      this._plan = await administration.uninstallPlan(this.name);
    });
  }

  #uninstall(): Promise<void> {
    return this.#act(async (administration) => {
      await administration.uninstall(this.name);
      void showToast(msg(str`${this.name} is uninstalled.`));
      if (this._links) this._links.go(this._links.solutions());
    });
  }

  static override styles = [
    ...administrationStyles,
    css`
      :host {
        height: 100%;
      }

      .back {
        display: inline-flex;
        align-items: center;
        gap: var(--hs-space-1);
        min-height: var(--hs-control);
        margin-bottom: var(--hs-space-1);
        color: var(--hs-accent);
        text-decoration: none;
      }

      .back:hover {
        text-decoration: underline;
      }

      .head {
        flex-direction: row;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
      }

      .head .notice {
        flex: 1 0 100%;
      }

      dl {
        display: flex;
        flex-wrap: wrap;
        gap: var(--hs-space-3) var(--hs-space-8);
        margin: 0;
      }

      dt {
        color: var(--hs-text-muted);
        font-size: var(--hs-text-s);
      }

      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-solution-page': HsSolutionPage;
  }
}
