import { beforeEach, expect, test, vi } from 'vitest';
import type { SearchHit } from '../api/types';
import { forget, recent, remember, Search } from '../search/search.svelte';

let asked: string[] = [];
const hit = (number: number) => ({ number }) as SearchHit;
vi.stubGlobal('fetch', async (url: string, { signal }: { signal: AbortSignal }) => {
  const query = new URL(url, 'http://desk').searchParams;
  asked.push(`${query.get('q')}${query.get('cursor') ?? ''}`);
  await new Promise((done, fail) => {
    const timer = setTimeout(done, 50);
    signal.addEventListener('abort', () => (clearTimeout(timer), fail(new DOMException('', 'AbortError'))));
  });
  const items = query.get('cursor') ? [hit(2), hit(1)] : [hit(3), hit(2)];
  return new Response(JSON.stringify({ items, next: query.get('cursor') ? null : '7', partial: false }), { headers: { 'content-type': 'application/json' } });
});

beforeEach(() => {
  asked = [];
  vi.useFakeTimers();
  forget();
});

test('the server is asked once somebody pauses, for what stands there then', async () => {
  const search = new Search();
  for (const text of ['p', 'pr', 'pri']) search.type(text);
  await vi.runAllTimersAsync();
  expect(asked).toEqual(['pri']);
  expect([search.hits.map((h) => h.number), search.answered]).toEqual([[3, 2], 'pri']);
});
test('an answer that is no longer asked for is dropped', async () => {
  const search = new Search();
  search.type('old');
  await vi.advanceTimersByTimeAsync(160);
  search.type('new');
  await vi.runAllTimersAsync();
  expect(asked).toEqual(['old', 'new']);
  expect([search.answered, search.fault, search.busy]).toEqual(['new', '', false]);
});
test('the next page follows, and no ticket stands there twice', async () => {
  const search = new Search();
  search.type('a');
  await vi.runAllTimersAsync();
  search.more();
  await vi.runAllTimersAsync();
  expect(asked).toEqual(['a', 'a7']);
  expect(search.hits.map((h) => h.number)).toEqual([3, 2, 1]);
  expect(search.next).toBe(null);
});
test('an empty box asks nothing', async () => {
  const search = new Search();
  search.type('a');
  search.type(' ');
  await vi.runAllTimersAsync();
  expect(asked).toEqual([]);
});
test('what was looked for lately is kept, the latest first and once', () => {
  for (const text of ['a', 'b', ' a ', ' ']) remember(text);
  expect(recent()).toEqual(['a', 'b']);
  for (let n = 0; n < 20; n++) remember(`n${n}`);
  expect(recent().length).toBe(8);
});
