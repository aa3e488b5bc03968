import { beforeEach, expect, test, vi } from 'vitest';
import { Draft } from '../desk/draft.svelte';

const none = { mode: 'reply', text: '', files: [], writer: '', at: null, replaced: null };
const kept = (text: string, writer: string) => ({ ...none, text, writer, at: '2026-03-01T10:00:00Z' });
const answers: unknown[] = [];
const calls: { method: string; body: { text: string } | null }[] = [];
vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
  calls.push({ method: init.method!, body: init.body ? JSON.parse(init.body as string) : null });
  const body = answers.shift();
  if (body === undefined) throw new TypeError('no network');
  return new Response(JSON.stringify(body), { status: 200, headers: { 'content-type': 'application/json' } });
});
const write = (draft: Draft, text: string) => {
  draft.text = text;
  draft.keep();
};

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  answers.length = calls.length = 0;
});

test('what was written in another browser is there when nothing stands here', async () => {
  answers.push(kept('Dear Jo', 'phone'));
  const draft = new Draft(1, 21);
  await draft.open();
  expect(draft.text).toBe('Dear Jo');
});
test('the server has it five seconds after the last key, and again once it can be reached', async () => {
  const draft = new Draft(1, 22);
  write(draft, 'Dear');
  await vi.advanceTimersByTimeAsync(4_000);
  write(draft, 'Dear Jo');
  expect(calls).toEqual([]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(calls.map((c) => c.body?.text)).toEqual(['Dear Jo']);
  answers.push(kept('Dear Jo', 'here'));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(calls.length).toBe(2);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(calls.length).toBe(2);
});
test('a draft that was sent elsewhere does not come back here', async () => {
  const draft = new Draft(1, 23);
  write(draft, 'Dear Jo');
  answers.push(kept('Dear Jo', 'here'), none);
  await draft.copy.put();
  const later = new Draft(1, 23);
  expect(later.text).toBe('Dear Jo');
  await later.open();
  expect(later.text).toBe('');
});
test('a browser that was killed before it wrote down its last words has them from the server, and offers what it had', async () => {
  vi.setSystemTime('2026-03-01T09:59:00Z');
  const draft = new Draft(1, 28);
  write(draft, 'Before the end.');
  answers.push(kept('Before the end.', 'here'));
  await draft.copy.put();
  const { writer } = calls[0]!.body as unknown as { writer: string };
  write(draft, 'Before.');
  answers.push(kept('Before the end, and after it.', writer));
  const later = new Draft(1, 28);
  await later.open();
  expect(later.text).toBe('Before the end, and after it.');
  expect(later.copy.other?.text).toBe('Before.');
});
test('what stands here is not lost to what was written elsewhere, which is offered', async () => {
  const draft = new Draft(1, 24);
  write(draft, 'Mine');
  answers.push(kept('Theirs', 'phone'));
  await draft.open();
  expect(draft.text).toBe('Mine');
  expect(draft.copy.other?.text).toBe('Theirs');
  draft.copy.swap();
  expect([draft.text, draft.copy.other?.text]).toEqual(['Theirs', 'Mine']);
});
test('what is typed while the server is asked stays, and reaches it', async () => {
  const draft = new Draft(1, 25);
  write(draft, 'Hello');
  answers.push(kept('Hello', 'here'), kept('Hello', 'here'), kept('Hello, Jo', 'here'));
  await draft.copy.put();
  const later = new Draft(1, 25);
  const opening = later.open();
  write(later, 'Hello, Jo');
  await opening;
  expect(later.text).toBe('Hello, Jo');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(calls.at(-1)?.body?.text).toBe('Hello, Jo');
});
test('a comment of another page that was replaced is offered as a comment, with its files', async () => {
  const draft = new Draft(1, 26);
  write(draft, 'Dear Jo');
  const file = { id: 7, name: 'a.pdf', media_type: 'application/pdf', size: 3 };
  answers.push({ ...kept('Dear Jo', 'here'), replaced: { mode: 'comment', text: 'Do not tell Jo', files: [file] } });
  await draft.copy.put();
  draft.copy.swap();
  expect([draft.mode, draft.text, draft.uploads.map((u) => u.file?.id)]).toEqual(['comment', 'Do not tell Jo', [7]]);
  expect(draft.copy.other?.mode).toBe('reply');
});
