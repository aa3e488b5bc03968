import { expect, test, vi } from 'vitest';
import { toasts } from '../toasts.svelte';

test('the last thing that can be taken back is, once', () => {
  const [first, second] = [vi.fn(), vi.fn()];
  toasts.done('first', first);
  toasts.done('second', second);
  toasts.show('something else');
  expect(toasts.undoLast()).toBe(true);
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1]);
  expect(toasts.undoLast()).toBe(true);
  expect(toasts.undoLast()).toBe(false);
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
});
