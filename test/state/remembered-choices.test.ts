import { describe, expect, it } from 'vitest';
import { RememberedChoices } from '../../src/state/remembered-choices.ts';

function storage(setItem?: () => void) {
  const values = new Map<string, string>();
  return {
    values,
    getItem: (key: string) => values.get(key) ?? null,
    setItem: setItem ?? ((key: string, value: string) => void values.set(key, value)),
    removeItem: (key: string) => void values.delete(key),
  };
}

describe('form choices', () => {
  it('are kept on the device, table by table, for one person', () => {
    const kept = storage();
    new RememberedChoices(kept, 'jonas').set('account', 'f1');
    const again = new RememberedChoices(kept, 'jonas');
    again.set('contact', 'f2');
    expect(again.get('account')).toBe('f1');
    expect(again.get('contact')).toBe('f2');
    expect(again.get('lead')).toBeUndefined();
    expect(new RememberedChoices(kept, 'maria').get('account')).toBeUndefined();
  });

  it('show at once in another tab', () => {
    const kept = storage();
    const here = new RememberedChoices(kept, 'jonas');
    here.set('account', 'f1');
    new RememberedChoices(kept, 'jonas').set('account', 'f2');
    expect(here.get('account')).toBe('f2');
  });

  it('go with the sign-out', () => {
    const kept = storage();
    const choices = new RememberedChoices(kept, 'jonas');
    choices.set('account', 'f1');
    choices.forget();
    expect(choices.get('account')).toBeUndefined();
    expect(kept.values.size).toBe(0);
  });

  it('hold for the page where storage is blocked, and survive what is no choice', () => {
    const blocked = new RememberedChoices(
      storage(() => {
        throw new Error('QuotaExceededError');
      }),
      'jonas',
    );
    blocked.set('account', 'f1');
    expect(blocked.get('account')).toBe('f1');
    const odd = storage();
    for (const text of ['[', '7', 'null', '{"account":7}']) {
      odd.values.set('haversack-forms-jonas', text);
      expect(new RememberedChoices(odd, 'jonas').get('account')).toBeUndefined();
    }
  });
});
