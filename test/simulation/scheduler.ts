import type { SeededRandom } from './seeded-random.ts';

interface Task {
  readonly name: string;
  resume: (() => void) | undefined;
  onIdle: (() => void) | undefined;
  isDone: boolean;
}

/** Lets a task wait at a point where others may go first. */
export type Gate = () => Promise<void>;

/**
 * Runs tasks one at a time, each from one gate to the next, in an order the seed decides: everything that two devices
 * and a server could do in between happens in some seed, and happens again with the same one.
 */
export class Scheduler {
  readonly #random: SeededRandom;
  #tasks: Task[] = [];

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  get names(): readonly string[] {
    return this.#tasks.map((task) => task.name);
  }

  /** Starts a task; it runs to its first gate. */
  async spawn(name: string, run: (gate: Gate) => Promise<void>): Promise<void> {
    const task: Task = { name, resume: undefined, onIdle: undefined, isDone: false };
    const gate: Gate = () =>
      new Promise((resolve) => {
        task.resume = resolve;
        task.onIdle?.();
      });
    this.#tasks.push(task);
    await this.#untilIdle(task, () => {
      void run(gate).finally(() => {
        task.isDone = true;
        task.onIdle?.();
      });
    });
  }

  /** Lets one waiting task go on to its next gate. */
  async step(): Promise<void> {
    const task = this.#random.pick(this.#tasks);
    if (task?.resume === undefined) return;
    const { resume } = task;
    task.resume = undefined;
    await this.#untilIdle(task, resume);
  }

  /** Until no task is left, or so many steps were made; `beforeStep`: what time does meanwhile. */
  async finish(steps: number, beforeStep: () => void): Promise<'finished' | 'endless'> {
    for (let step = 0; this.#tasks.length > 0; step++) {
      if (step === steps) return 'endless';
      beforeStep();
      await this.step();
    }
    return 'finished';
  }

  async #untilIdle(task: Task, go: () => void): Promise<void> {
    await new Promise<void>((resolve) => {
      task.onIdle = resolve;
      go();
    });
    task.onIdle = undefined;
    if (task.isDone) this.#tasks = this.#tasks.filter((other) => other !== task);
  }
}
