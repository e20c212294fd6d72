import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Renders its host again now and then, so that "2 min ago" stays true. */
export class TickController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #milliseconds: number;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost, milliseconds = 20_000) {
    this.#host = host;
    this.#milliseconds = milliseconds;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => this.#host.requestUpdate(), this.#milliseconds);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }
}
