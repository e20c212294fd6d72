import { sql } from 'kysely';
import type { PushOperation } from '../../src/shared/protocol/push.ts';
import type { Depth } from '../../src/shared/security/privilege.ts';
import { people } from '../support/people.ts';
import type { FaultCount } from './faults.ts';
import { judge } from './oracle.ts';
import type { Plant } from './plants.ts';
import { Scheduler } from './scheduler.ts';
import { SeededRandom } from './seeded-random.ts';
import { SimClock } from './sim-clock.ts';
import { SimDevice } from './sim-device.ts';
import type { SimServer } from './sim-server.ts';
import type { NetworkParts } from './sim-transport.ts';

const steps = 110;
const healingRounds = 40;
/** Steps in which every run under way must end, each a second long. */
const stepsToEnd = 5_000;

const reachAt: Readonly<Partial<Record<Depth, 'own' | 'unit' | 'all'>>> = { 1: 'own', 2: 'unit', 4: 'all' };

/** A writer that took its version number early and commits late: numbers commit out of order. */
interface SlowWriter {
  readonly id: string;
  readonly version: string;
}

/** One seed: a day of edits and bad luck, then healing, then the judgement. */
export class Day {
  readonly #server: SimServer;
  readonly #random: SeededRandom;
  readonly #clock = new SimClock();
  readonly #faults: FaultCount;
  readonly #parts: NetworkParts;
  readonly #devices: readonly SimDevice[];
  readonly #scheduler: Scheduler;
  #slow: SlowWriter | undefined;
  #level: Depth = 2;
  #tasks = 0;

  private constructor(server: SimServer, seed: number, faults: FaultCount, plant: Plant | undefined) {
    this.#server = server;
    this.#random = new SeededRandom(seed);
    this.#faults = faults;
    this.#parts = { server, random: this.#random, faults, late: [], plant, badness: 1 };
    this.#scheduler = new Scheduler(this.#random);
    const device = (name: string, person: string) => new SimDevice(name, person, this.#parts, this.#clock);
    this.#devices = [
      device('ann’s phone', people.ann),
      device('ann’s laptop', people.ann),
      device('bob’s phone', people.bob),
    ];
  }

  /** Lives the day of a seed; returns what went wrong. */
  static async live(
    server: SimServer,
    seed: number,
    faults: FaultCount,
    plant: Plant | undefined,
  ): Promise<readonly string[]> {
    const day = new Day(server, seed, faults, plant);
    await server.reset(day.#random, day.#clock, plant);
    for (let step = 0; step < steps; step++) {
      await day.#step();
      for (const device of day.#devices) day.#noticeCrash(device);
    }
    return (await day.#heal()) ?? judge(server, day.#devices, reachAt[day.#level] ?? 'all');
  }

  async #step(): Promise<void> {
    this.#clock.advance(this.#random.below(60_000));
    const device = this.#random.pick(this.#devices);
    if (device === undefined) return;
    const choice = this.#random.next();
    if (choice < 0.2) await this.#editOn(device);
    else if (choice < 0.36) await this.#startSync(device);
    else if (choice < 0.82) await this.#scheduler.step();
    else if (choice < 0.86) await device.decide(false).catch(() => undefined);
    else if (choice < 0.9) await this.#hurt(device);
    else await this.#others();
  }

  async #editOn(device: SimDevice): Promise<void> {
    this.#arm(device);
    await device.edit().catch(() => undefined);
    device.disk.onStep = () => 'none';
  }

  /** Crashes in transactions strike while a device works, at any of its steps. */
  #arm(device: SimDevice): void {
    device.disk.onStep = () => {
      if (!this.#random.chance(0.004 * this.#parts.badness)) return 'none';
      this.#faults.add('device crash in a transaction');
      return 'crash';
    };
  }

  readonly #generations = new Map<SimDevice, number>();

  /** The process is gone; now and then the power is too, and with it commits that were not on the disk yet. */
  #afterCrash(device: SimDevice): void {
    if (this.#random.chance(0.6)) {
      const { atRisk } = device.disk;
      const keep = this.#random.below(atRisk + 1);
      if (keep < atRisk) this.#faults.add('power cut that loses commits');
      device.disk.powerCut(keep);
    }
    this.#generations.set(device, device.disk.generation);
    device.reopen();
  }

  async #startSync(device: SimDevice): Promise<void> {
    const mine = this.#scheduler.names.filter((name) => name.startsWith(device.name));
    if (mine.length > 1) return;
    if (mine.length === 1) {
      // The first tab is frozen in the middle of its run; it wakes later and must not commit.
      if (!this.#random.chance(0.3)) return;
      this.#faults.add('second tab takes over');
      device.reopen();
    }
    this.#tasks += 1;
    const what = this.#random.chance(0.85) ? 'all' : 'drain';
    this.#arm(device);
    await this.#scheduler.spawn(`${device.name} ${this.#tasks}`, (gate) => device.sync(gate, what));
  }

  #noticeCrash(device: SimDevice): void {
    if (device.disk.generation !== (this.#generations.get(device) ?? 0)) this.#afterCrash(device);
  }

  async #hurt(device: SimDevice): Promise<void> {
    const isBusy = this.#scheduler.names.some((name) => name.startsWith(device.name));
    if (!isBusy) return;
    this.#faults.add('device crash while a request is out');
    device.disk.endProcess();
    this.#afterCrash(device);
  }

  /** What happens at the server without these devices. */
  async #others(): Promise<void> {
    const late = this.#parts.late.shift();
    const choice = this.#random.next();
    if (late !== undefined && choice < 0.4) return late();
    if (choice < 0.55) return this.#slowly();
    if (choice < 0.65) return this.#changePrivileges();
    if (choice < 0.72) return this.#movePerson();
    if (choice < 0.82) return this.#forgetOld();
    return this.#officeEdit();
  }

  async #changePrivileges(): Promise<void> {
    this.#faults.add('privileges changed');
    this.#level = this.#random.pick<Depth>([1, 2, 2, 4]) ?? 2;
    await this.#server.allow(this.#level);
  }

  async #movePerson(): Promise<void> {
    this.#faults.add('person moved to another unit');
    const unit = this.#random.pick([people.north, people.south, people.harbour]) ?? people.north;
    await this.#server.moveTo(people.ann, unit);
  }

  /** The maintenance job with limits of minutes: watermarks fall out of the log, stores are forgotten in mid-pull. */
  async #forgetOld(): Promise<void> {
    const minutes = (choices: readonly number[]) => (this.#random.pick(choices) ?? 0) * 60_000;
    const forgotten = await this.#server.forgetOld({
      logKept: minutes([0, 0, 5]),
      recordKept: minutes([0, 20, 60, 60]),
    });
    if (forgotten.changes > 0) this.#faults.add('old changes left the log');
    if (forgotten.records > 0) this.#faults.add('record of a store forgotten');
  }

  async #anyAccount(): Promise<{ id: string; version: string } | undefined> {
    const result = await sql<{ id: string; version: string }>`
      select accountid::text as id, versionnumber::text as version from data.account order by 1`.execute(
      this.#server.database.db,
    );
    return this.#random.pick(result.rows);
  }

  async #slowly(): Promise<void> {
    const { db } = this.#server.database;
    if (this.#slow === undefined) {
      const row = await this.#anyAccount();
      if (row === undefined) return;
      const taken = await sql<{ version: string }>`
        select nextval('haversack.version')::text as version`.execute(db);
      this.#slow = { id: row.id, version: taken.rows[0]?.version ?? '0' };
      return;
    }
    const slow = this.#slow;
    this.#slow = undefined;
    // A row lock would have kept others away: whoever was faster in this model wins, and the late write is no more.
    const result = await sql`with written as (
        update data.account set address1_city = 'late', versionnumber = ${slow.version}::text::bigint
        where accountid = ${slow.id}::uuid and versionnumber < ${slow.version}::text::bigint returning accountid)
      insert into haversack.change_log (table_name, row_id, op)
      select 'account', accountid, 'u' from written`.execute(db);
    if ((result.numAffectedRows ?? 0n) > 0n) this.#faults.add('late commit of an early version');
  }

  async #officeEdit(): Promise<void> {
    const row = await this.#anyAccount();
    if (row === undefined) return;
    const choice = this.#random.next();
    const { id } = row;
    const to = this.#random.pick([people.ann, people.bob, people.cid]) ?? people.ann;
    const operation: PushOperation =
      choice < 0.2
        ? { kind: 'delete', table: 'account', id, version: null }
        : choice < 0.6
          ? { kind: 'update', table: 'account', id, values: { ownerid: to }, replaced: {} }
          : {
              kind: 'update',
              table: 'account',
              id,
              values: { address1_city: `Office ${choice}` },
              replaced: {},
            };
    if (choice < 0.2) this.#faults.add('row deleted by someone else');
    else if (choice < 0.6) this.#faults.add('row given to someone else');
    const ports = this.#server.ports(undefined);
    const admin = await ports.principal(people.admin);
    await this.#server.database.db.transaction().execute((tx) => ports.write(tx, admin, operation));
  }

  /** Everything works again: what is waiting arrives, the person decides about refusals. Undefined when all is calm. */
  async #heal(): Promise<readonly string[] | undefined> {
    this.#parts.badness = 0;
    for (const device of this.#devices) device.disk.onStep = () => 'none';
    if (!(await this.#runsEnd())) return ['a run never ended'];
    for (const device of this.#devices) this.#noticeCrash(device);
    if (this.#slow !== undefined) await this.#slowly();
    for (const late of this.#parts.late.splice(0)) await late();
    let calm = 0;
    for (let round = 0; round < healingRounds; round++) {
      let open = 0;
      for (const device of this.#devices) {
        await this.#scheduler.spawn(device.name, (gate) => device.sync(gate, 'all'));
        if (!(await this.#runsEnd())) return ['a run never ended'];
        open += (await device.store.entries()).length;
        await device.decide(true);
        this.#clock.advance(1_000);
      }
      // One more round after the last push, so that every device sees what the others brought.
      calm = open === 0 ? calm + 1 : 0;
      if (calm === 2) return undefined;
    }
    return ['the outboxes did not empty'];
  }

  async #runsEnd(): Promise<boolean> {
    return (await this.#scheduler.finish(stepsToEnd, () => this.#clock.advance(1_000))) === 'finished';
  }
}
