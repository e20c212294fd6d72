import { randomFillSync } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { readChangeMessage, writeChangeMessage } from '../../../server/data/change-message.ts';
import { ChangeRelay } from '../../../server/data/change-relay.ts';
import { Changes } from '../../../server/data/changes.ts';
import type { MessageListener, Messages } from '../../../server/db/messages.ts';
import type { Model, ModelHolder } from '../../../server/metadata/model.ts';
import { silentLogger } from '../../../src/shared/base/logger.ts';
import { SimClock } from '../../simulation/sim-clock.ts';

const stranger = '3b241101-e2bb-4255-8caf-4136c566a962';

class FakeMessages implements Messages {
  readonly sent: string[] = [];
  isDown = false;
  listener: MessageListener | undefined;

  async publish(text: string): Promise<void> {
    if (this.isDown) throw new Error('no database');
    this.sent.push(text);
    this.listener?.onMessage(text);
  }

  async listen(listener: MessageListener): Promise<() => Promise<void>> {
    this.listener = listener;
    listener.onConnect();
    return async () => void (this.listener = undefined);
  }
}

/** Lets promises that are settled already have their say. */
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe('news of commits between servers', () => {
  const clock = new SimClock();
  let messages: FakeMessages;
  let changes: Changes;
  let relay: ChangeRelay;
  let heard: string[][];
  let asked: string[];
  let modelFails: boolean;
  beforeEach(async () => {
    messages = new FakeMessages();
    changes = new Changes();
    asked = [];
    modelFails = false;
    const current = { tables: new Map([['account', {}]]) } as unknown as Model;
    const ask = (what: string) => async () => {
      asked.push(what);
      if (modelFails) throw new Error('no database');
      return current;
    };
    const model: ModelHolder = {
      current,
      reload: ask('reload'),
      refresh: ask('refresh'),
      subscribe: () => () => undefined,
    };
    const random = { bytes: (into: Uint8Array) => randomFillSync(into) };
    relay = new ChangeRelay({ changes, model, clock, random, logger: silentLogger }, messages);
    await relay.start();
    await settled();
    heard = [];
    asked = [];
    changes.subscribe((tables) => heard.push([...tables]));
  });

  const tablesOf = (text: string | undefined) => readChangeMessage(text ?? '')?.tables;

  it('a burst of commits is one message, after a moment', async () => {
    changes.notify(['account']);
    changes.notify(['contact', 'account']);
    expect(messages.sent).toEqual([]);
    clock.advance(50);
    await settled();
    expect(messages.sent.map(tablesOf)).toEqual([['account', 'contact']]);
    // Its own message comes back to it and wakes nobody again.
    expect(heard).toEqual([['account'], ['contact', 'account']]);
  });

  it('what others committed is told here and not sent on', async () => {
    messages.listener?.onMessage(writeChangeMessage(stranger, ['task']));
    await settled();
    clock.advance(1_000);
    await settled();
    expect(asked).toEqual(['refresh']);
    expect(heard).toEqual([['task']]);
    expect(messages.sent).toEqual([]);
  });

  it('more names than a message holds become "all", which wakes everyone', async () => {
    const names = Array.from({ length: 400 }, (_none, index) => `new_a_table_with_a_name_${index}`);
    const text = writeChangeMessage(stranger, names);
    expect(Buffer.byteLength(text)).toBeLessThan(8000);
    messages.listener?.onMessage(text);
    await settled();
    expect(heard).toEqual([['account']]);
  });

  it('a message of another version counts as everything', async () => {
    messages.listener?.onMessage('tables: account');
    await settled();
    expect(heard).toEqual([['account']]);
  });

  it('listening again reads the model anew and wakes everyone', async () => {
    messages.listener?.onConnect();
    await settled();
    expect(asked).toEqual(['reload']);
    expect(heard).toEqual([['account']]);
  });

  it('streams are woken also while the model cannot be read', async () => {
    modelFails = true;
    messages.listener?.onMessage(writeChangeMessage(stranger, ['task']));
    await settled();
    expect(heard).toEqual([['task']]);
  });

  it('what could not be sent goes later, with what came since', async () => {
    messages.isDown = true;
    changes.notify(['account']);
    clock.advance(50);
    await settled();
    messages.isDown = false;
    changes.notify(['contact']);
    clock.advance(5_000);
    await settled();
    expect(messages.sent.map(tablesOf).map((tables) => [...(tables ?? [])].sort())).toEqual([
      ['account', 'contact'],
    ]);
  });

  it('a server that stops says what it still had to say', async () => {
    changes.notify(['account']);
    await relay.close();
    expect(messages.sent.map(tablesOf)).toEqual([['account']]);
    expect(messages.listener).toBeUndefined();
  });
});
