import { describe, expect, it } from 'vitest';
import { PokeHub } from '../../../server/sync/poke-hub.ts';
import { SimClock } from '../../simulation/sim-clock.ts';

describe('wake-up streams', () => {
  const open = () => {
    const clock = new SimClock();
    const hub = new PokeHub(clock);
    const said: string[] = [];
    const stop = hub.add(
      { send: (text) => said.push(text) > 0, end: () => said.push('end') },
      new Set(['account']),
    );
    said.length = 0;
    return { clock, hub, said, stop };
  };

  it('beat with an event that devices hear: a stream without one is dead to them', () => {
    const { clock, said } = open();
    for (let turn = 0; turn < 3; turn++) clock.advance(25_000);
    expect(said).toEqual(Array.from({ length: 3 }, () => 'event: beat\ndata: {}\n\n'));
  });

  it('beat no more once they are gone', () => {
    const { clock, hub, said, stop } = open();
    stop();
    clock.advance(60_000);
    expect([hub.size, said]).toEqual([0, []]);
  });

  it('are told once of a burst of writes to their tables, and of no others', () => {
    const { clock, hub, said } = open();
    for (const table of ['contact', 'account', 'account']) hub.notify(new Set([table]));
    clock.advance(500);
    hub.notify(new Set(['contact']));
    clock.advance(500);
    expect(said).toEqual(['event: poke\ndata: {}\n\n']);
  });
});
