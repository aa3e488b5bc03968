import { expect, test } from 'vitest';
import type { TicketRow } from '../api/types';
import { belongs, compare, mergeEntries } from '../desk/merge';

const row = (number: number, minute: number): TicketRow =>
  ({ number, updated_at: `2026-11-22T10:${String(minute).padStart(2, '0')}:00Z`, status: 'open', owner: null, nobody: null, team: null }) as TicketRow;
const known = new Map([1, 2, 3, 4].map((n) => [n, row(n, 40 - n)]));
const get = (n: number) => known.get(n);

test('what is in the view but not in the list is fresh, newest first', () => {
  const { fresh, gone } = compare([1, 2], [row(6, 59), row(5, 58), row(1, 39), row(2, 38)], true, get);
  expect(fresh).toEqual([6, 5]);
  expect(gone).toEqual([]);
});
test('what is not in a whole view any more is gone', () => {
  expect(compare([1, 2, 3], [row(1, 39), row(3, 37)], true, get).gone).toEqual([2]);
});
test('below the end of a page nothing can be called gone', () => {
  expect(compare([1, 2, 3, 4], [row(1, 39), row(3, 37)], false, get).gone).toEqual([2]);
});
test('a changed row keeps its place: order is the reader’s, not the server’s', () => {
  const { fresh, gone } = compare([1, 2, 3], [row(3, 59), row(1, 39), row(2, 38)], true, get);
  expect([fresh, gone]).toEqual([[], []]);
});
test('the views that a page can tell by itself', () => {
  const mine = { ...row(1, 1), owner: { kind: 'user', id: 7, name: 'Maud' } } as TicketRow;
  expect(belongs('mine', mine, 7)).toBe(true);
  expect(belongs('mine', mine, 8)).toBe(false);
  expect(belongs('unassigned', mine, 7)).toBe(false);
  expect(belongs('open', { ...mine, status: 'closed' }, 7)).toBe(false);
  expect(belongs('closed', { ...mine, status: 'closed' }, 7)).toBe(true);
  expect(belongs('team:3', { ...mine, team: 3 }, 7)).toBe(true);
  expect(belongs('team:3', mine, 7)).toBe(false);
  expect(belongs('something-later', mine, 7)).toBeUndefined();
});
test('entries merge by kind and id, in order of time', () => {
  const at = (kind: string, id: number, minute: number, state = '') => ({ kind, id, at: row(1, minute).updated_at, state });
  const merged = mergeEntries([at('message', 1, 1), at('message', 2, 5, 'queued')], [at('message', 2, 5, 'sent'), at('event', 1, 3)]);
  expect(merged.map((e) => e.kind + e.id + e.state)).toEqual(['message1', 'event1', 'message2sent']);
});
