import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { toasts } from '../toasts.svelte';
import ToastList from '../ui/ToastList.svelte';

let list: ReturnType<typeof mount>;
let undone: string[];
beforeEach(() => {
  document.body.innerHTML = '<textarea></textarea>';
  undone = [];
  toasts.items = [];
  list = mount(ToastList, { target: document.body });
});
afterEach(() => unmount(list));
const undo = (at: EventTarget = document.body) => at.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true }));
const field = () => document.querySelector('textarea')!;

test('Ctrl Z takes the last thing back, and not behind an open dialog', () => {
  toasts.done('Closed.', () => undone.push('closed'));
  document.body.insertAdjacentHTML('beforeend', '<div class="dialog"></div>');
  undo();
  expect(undone).toEqual([]);
  document.querySelector('.dialog')!.remove();
  undo();
  expect(undone).toEqual(['closed']);
});
test('in a field it is the field’s own, but for the reply that has just left that field', () => {
  toasts.done('Closed.', () => undone.push('closed'));
  undo(field());
  expect(undone).toEqual([]);
  toasts.held('About to be sent.', () => undone.push('reply'), 5_000);
  field().value = 'Something new';
  undo(field());
  expect(undone).toEqual([]);
  field().value = '';
  undo(field());
  expect(undone).toEqual(['reply']);
});
