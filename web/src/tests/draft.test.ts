import { beforeEach, expect, test, vi } from 'vitest';
import { Draft, draftOf } from '../desk/draft.svelte';

const answers: { status: number; body: unknown }[] = [];
const calls: { url: string; init: RequestInit }[] = [];
vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
  calls.push({ url, init });
  const { status, body } = answers.shift()!;
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
});
const once = (n: number) => (calls[n]!.init.headers as Record<string, string>)['idempotency-key'];

beforeEach(() => {
  localStorage.clear();
  answers.length = calls.length = 0;
});

test('a refused message keeps its text and its key, so trying again cannot send it twice', async () => {
  const draft = new Draft(1, 7);
  draft.text = 'Hello';
  draft.keep();
  answers.push({ status: 500, body: { code: 'internal', detail: 'Could not be stored.' } }, { status: 201, body: { id: 3 } });
  expect(await draft.send(7)).toBeNull();
  expect(draft.fault).toBe('Could not be stored.');
  expect(draft.text).toBe('Hello');
  expect(new Draft(1, 7).text).toBe('Hello');
  expect(await draft.send(7, 'closed')).toEqual({ id: 3 });
  expect(once(0)).toBe(once(1));
  expect(JSON.parse(calls[1]!.init.body as string)).toEqual({ text: 'Hello', attachments: [], status: 'closed' });
  expect(new Draft(1, 7).text).toBe('');
});
test('a message that an earlier try brought to the server is not sent again', async () => {
  const draft = new Draft(1, 12);
  draft.text = 'Hello';
  answers.push({ status: 503, body: { code: 'unavailable', detail: 'Away.' } }, { status: 409, body: { code: 'request.already_done', detail: 'Done.', current: { ticket: 12 } } });
  await draft.send(12);
  expect(draft.text).toBe('Hello');
  await draft.send(12);
  expect(draft.text).toBe('');
  expect(draft.fault).toBe('');
});
test('the next message has a key of its own', async () => {
  const draft = new Draft(1, 8);
  for (const text of ['one', 'two']) {
    draft.text = text;
    answers.push({ status: 201, body: { id: 1 } });
    await draft.send(8);
  }
  expect(once(0)).not.toBe(once(1));
});
test('a draft belongs to one person and one ticket', () => {
  const draft = new Draft(1, 9);
  draft.text = 'Mine';
  draft.keep();
  expect(new Draft(2, 9).text).toBe('');
  expect(new Draft(1, 10).text).toBe('');
});
test('a file stays with the draft when another ticket is opened and back', async () => {
  const draft = draftOf(1, 11);
  const file = { id: 5, name: 'a.pdf', media_type: 'application/pdf', size: 3 };
  answers.push({ status: 201, body: file }, { status: 201, body: { id: 4 } });
  await draft.attach([new File(['abc'], 'a.pdf')]);
  expect(new Draft(1, 11).uploads.map((u) => u.file)).toEqual([file]);
  const again = draftOf(1, 11);
  expect(again.uploads.map((u) => u.file)).toEqual([file]);
  expect(again.ready).toBe(true);
  await again.send(11);
  expect(JSON.parse(calls[1]!.init.body as string).attachments).toEqual([5]);
  expect(draftOf(1, 11).uploads).toEqual([]);
});
test('a message does not go while a file of it did not arrive', async () => {
  const draft = draftOf(1, 12);
  draft.text = 'See the file';
  answers.push({ status: 413, body: { code: 'too_large', detail: 'Too large.' } });
  await draft.attach([new File(['abc'], 'a.pdf')]);
  expect(draftOf(1, 12)).toBe(draft);
  expect(draft.ready).toBe(false);
  expect(new Draft(1, 12).ready).toBe(false);
  draft.remove(draft.uploads[0]!.key);
  expect(draft.ready).toBe(true);
});
