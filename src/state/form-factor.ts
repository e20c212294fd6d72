import type { ReactiveController, ReactiveControllerHost } from 'lit';

export type FormFactor = 'phone' | 'tablet' | 'desktop';

/** Widths, in CSS pixels, at which the layout changes. */
export const breakpoints = { tablet: 640, desktop: 1024 } as const;

/** The form factor of a window at this moment. */
export function formFactorOf(view: Pick<Window, 'matchMedia'>): FormFactor {
  if (view.matchMedia(`(min-width: ${breakpoints.desktop}px)`).matches) return 'desktop';
  return view.matchMedia(`(min-width: ${breakpoints.tablet}px)`).matches ? 'tablet' : 'phone';
}

/** Tells its host the form factor and whether fingers are the pointer, and updates it when either changes. */
export class FormFactorController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #tablet: MediaQueryList;
  readonly #desktop: MediaQueryList;
  readonly #coarse: MediaQueryList;
  readonly #update = () => this.#host.requestUpdate();

  constructor(host: ReactiveControllerHost, view: Pick<Window, 'matchMedia'> = window) {
    this.#host = host;
    this.#tablet = view.matchMedia(`(min-width: ${breakpoints.tablet}px)`);
    this.#desktop = view.matchMedia(`(min-width: ${breakpoints.desktop}px)`);
    this.#coarse = view.matchMedia('(pointer: coarse)');
    host.addController(this);
  }

  get formFactor(): FormFactor {
    if (this.#desktop.matches) return 'desktop';
    return this.#tablet.matches ? 'tablet' : 'phone';
  }

  get isPhone(): boolean {
    return this.formFactor === 'phone';
  }

  get isDesktop(): boolean {
    return this.formFactor === 'desktop';
  }

  get isTouch(): boolean {
    return this.#coarse.matches;
  }

  hostConnected(): void {
    for (const query of [this.#tablet, this.#desktop, this.#coarse])
      query.addEventListener('change', this.#update);
  }

  hostDisconnected(): void {
    for (const query of [this.#tablet, this.#desktop, this.#coarse])
      query.removeEventListener('change', this.#update);
  }
}
