import { expect, test } from 'vitest';
import { SaveNews } from '../../src/pages/save-news.ts';

test('a save is first on this device, then sent', () => {
  const news = new SaveNews();
  news.follow({ version: '1' });
  expect(news.stage).toBe('none');
  news.saved();
  expect(news.stage).toBe('saved');
  news.follow({ pending: 'waiting', version: '1' });
  expect(news.stage).toBe('saved');
  news.follow({ version: '2' });
  expect(news.stage).toBe('sent');
});

test('a save that was sent before the page looked again is sent all the same', () => {
  const news = new SaveNews();
  news.follow({ version: '1' });
  news.saved();
  news.follow({ version: '2' });
  expect(news.stage).toBe('sent');
});

test('a look that shows nothing new keeps the save on this device', () => {
  const news = new SaveNews();
  news.follow({ version: '1' });
  news.saved();
  news.follow({ version: '1' });
  expect(news.stage).toBe('saved');
});

test('a refused change is not told as sent', () => {
  const news = new SaveNews();
  news.saved();
  news.follow({ pending: 'waiting', version: '1' });
  news.follow({ pending: 'problem', version: '1' });
  expect(news.stage).toBe('none');
});
