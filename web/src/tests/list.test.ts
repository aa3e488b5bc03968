import { beforeEach, expect, test, vi } from 'vitest';
import type { TicketRow } from '../api/types';
import type { SavedView } from '../api/triage';
import { list } from '../desk/list.svelte';
import { saved } from '../desk/saved.svelte';

let server: TicketRow[] = [];
const row = (number: number, minute: number, more: Partial<TicketRow> = {}) =>
  ({ number, version: minute, updated_at: `2026-11-22T10:${String(minute).padStart(2, '0')}:00Z`, status: 'open', owner: null, nobody: null, ...more }) as TicketRow;
/** A saved view in which nothing fits, however far one looks. */
let asked = 0;
const endless = (url: string) => url.includes('saved');
vi.stubGlobal('fetch', async (url: string) => {
  if (endless(url)) return new Response(JSON.stringify({ items: asked++ === 8 ? server : [], next: `1.${asked}` }), { headers: { 'content-type': 'application/json' } });
  const one = /\/tickets\/(\d+)$/.exec(url);
  const body = one ? server.find((t) => t.number === Number(one[1])) : { items: server.filter((t) => t.status !== 'closed'), next: null };
  return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
});

beforeEach(async () => {
  server = [row(2, 2), row(1, 1)];
  list.view = '';
  list.held = false;
  await list.open('open');
});

test('a new ticket comes in at the top when nobody is looking further down', async () => {
  server = [row(3, 3), ...server];
  await list.refresh(new Set([3]));
  expect(list.order).toEqual([3, 2, 1]);
});
test('while somebody looks or points, it waits behind the pill and nothing moves', async () => {
  list.held = true;
  server = [row(3, 3), ...server];
  await list.refresh(new Set([3]));
  expect([list.order, list.fresh]).toEqual([[2, 1], [3]]);
  list.showFresh();
  expect([list.order, list.fresh]).toEqual([[3, 2, 1], []]);
});
test('a ticket that left the view stays, greyed, until the reader moves on', async () => {
  server = [row(2, 4, { status: 'closed' }), row(1, 1)];
  await list.refresh(new Set([2]));
  expect([list.order, [...list.gone]]).toEqual([[2, 1], [2]]);
  list.settle(2);
  expect(list.order).toEqual([2, 1]);
  list.settle(1);
  expect([list.order, [...list.gone]]).toEqual([[1], []]);
});
test('a range is everything between, and a ticket that went away is no longer selected', async () => {
  server = [row(4, 4), row(3, 3), row(2, 2), row(1, 1)];
  await list.reload();
  list.toggle(3);
  list.selectTo(1);
  expect([...list.selected]).toEqual([3, 2, 1]);
  list.toggle(2);
  expect([...list.selected]).toEqual([3, 1]);
  server = [row(4, 4), row(3, 5, { status: 'closed' }), row(2, 2), row(1, 1)];
  await list.refresh(new Set([3]));
  list.settle(null);
  expect([[...list.selected], list.order]).toEqual([[1], [4, 2, 1]]);
  await list.open('closed');
  expect(list.selected.size).toBe(0);
});
test('a view in which little fits is looked through a few pages far, and further when the reader says so', async () => {
  asked = 0;
  await list.open('saved:1');
  expect([asked, list.order, list.deeper, list.loading]).toEqual([3, [], true, false]);
  await list.more();
  expect(asked, 'scrolling alone does not go on').toBe(3);
  await list.further();
  expect([asked, list.deeper]).toEqual([6, true]);
  await list.further();
  expect([asked, list.order, list.deeper]).toEqual([9, [2, 1], false]);
});
test('in an order of its own the page says where a ticket stands, and what left stays where it was', async () => {
  saved.all = [{ id: 2, order: { by: 'priority', ascending: false }, columns: [], count: 0, more: false }] as unknown as SavedView[];
  asked = 8;
  server = [row(1, 1), row(2, 2), row(3, 3)];
  await list.open('saved:2');
  expect(list.order).toEqual([1, 2, 3]);
  asked = 8;
  server = [row(1, 1), row(4, 4), row(3, 3)];
  await list.refresh(new Set([2, 4]));
  expect([list.order, [...list.gone], list.fresh]).toEqual([[1, 2, 4, 3], [2], []]);
  list.held = true;
  asked = 8;
  server = [row(5, 5), ...server];
  await list.refresh(new Set([5]));
  expect([list.order, list.fresh]).toEqual([[1, 2, 4, 3], [5]]);
  asked = 8;
  list.showFresh();
  await vi.waitFor(() => expect(list.order).toEqual([5, 1, 4, 3]));
});
