import { beforeEach, expect, test, vi } from 'vitest';
import { Draft, draftOf } from '../desk/draft.svelte';

const answers: { status: number; body: unknown }[] = [];
const calls: { url: string; init: RequestInit }[] = [];
vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
  calls.push({ url, init });
  const { status, body } = answers.shift()!;
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
});
/** Uploads go by a request that tells how far it has come. */
const uploads: { status: number; body: unknown }[] = [];
class Carrier {
  upload: { onprogress?: (e: { loaded: number }) => void } = {};
  status = 0;
  responseText = '';
  onload = () => {};
  onabort = () => {};
  static waiting: Carrier | null = null;
  open() {}
  setRequestHeader() {}
  send() {
    const next = uploads.shift();
    if (!next) return void (Carrier.waiting = this);
    this.status = next.status;
    this.responseText = JSON.stringify(next.body);
    queueMicrotask(() => this.onload());
  }
  abort() {
    this.onabort();
  }
}
vi.stubGlobal('XMLHttpRequest', Carrier);
const once = (n: number) => (calls[n]!.init.headers as Record<string, string>)['idempotency-key'];

beforeEach(() => {
  localStorage.clear();
  answers.length = calls.length = uploads.length = 0;
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
  uploads.push({ status: 201, body: file });
  answers.push({ status: 201, body: { id: 4 } });
  await draft.attach([new File(['abc'], 'a.pdf')]);
  expect(new Draft(1, 11).uploads.map((u) => u.file)).toEqual([file]);
  const again = draftOf(1, 11);
  expect(again.uploads.map((u) => u.file)).toEqual([file]);
  expect(again.ready).toBe(true);
  await again.send(11);
  expect(JSON.parse(calls[0]!.init.body as string).attachments).toEqual([5]);
  expect(draftOf(1, 11).uploads).toEqual([]);
});
test('a message does not go while a file of it did not arrive', async () => {
  const draft = draftOf(1, 12);
  draft.text = 'See the file';
  uploads.push({ status: 413, body: { code: 'too_large', detail: 'Too large.' } });
  await draft.attach([new File(['abc'], 'a.pdf')]);
  expect(draftOf(1, 12)).toBe(draft);
  expect(draft.ready).toBe(false);
  expect(new Draft(1, 12).ready).toBe(false);
  draft.remove(draft.uploads[0]!.key);
  expect(draft.ready).toBe(true);
});
test('a file tells how far it has come and can be stopped, and one that is too large never leaves', async () => {
  const draft = draftOf(1, 13);
  const going = draft.attach([new File(['abcd'], 'a.pdf')]);
  const upload = draft.uploads[0]!;
  Carrier.waiting!.upload.onprogress!({ loaded: 3 });
  expect([upload.busy, upload.percent]).toEqual([true, 75]);
  draft.remove(upload.key);
  await going;
  expect(draft.uploads).toEqual([]);
  Carrier.waiting = null;
  const large = new File(['x'], 'b.pdf');
  Object.defineProperty(large, 'size', { value: 26 * 1024 * 1024 });
  await draft.attach([large]);
  expect(draft.uploads[0]!.fault).not.toBe('');
  expect(Carrier.waiting).toBeNull();
});
const other = (ticket: number, before: object | null, now: object | null) => {
  const [oldValue, newValue] = [before, now].map((kept) => kept && JSON.stringify(kept));
  dispatchEvent(new StorageEvent('storage', { key: `wissel.draft.1.${ticket}`, oldValue, newValue, storageArea: localStorage }));
};
test('what is written in another tab stands here as well, and what was only here is offered', () => {
  const draft = new Draft(1, 14);
  other(14, null, { mode: 'reply', text: 'Dear' });
  other(14, { mode: 'reply', text: 'Dear' }, { mode: 'reply', text: 'Dear Jo', once: 'k' });
  expect([draft.text, draft.copy.other]).toEqual(['Dear Jo', null]);
  draft.text = 'Something else';
  other(14, { mode: 'reply', text: 'Dear Jo' }, { mode: 'comment', text: 'A note' });
  expect([draft.mode, draft.text, draft.copy.other?.text]).toEqual(['comment', 'A note', 'Something else']);
  other(14, { mode: 'comment', text: 'A note' }, null);
  expect(draft.text).toBe('');
});
test('a reply that is taken back is written on, and never in the place of what was begun since', () => {
  const back = { text: 'Dear Jo', html: null, attachments: [], to: ['jo@x.test'], cc: [], status: null };
  const draft = new Draft(1, 15);
  draft.restore(back);
  expect([draft.text, draft.people.now.to]).toEqual(['Dear Jo', ['jo@x.test']]);
  expect(new Draft(1, 15).people.now.to).toEqual(['jo@x.test']);
  draft.mode = 'comment';
  draft.text = 'Not for the customer';
  draft.restore(back);
  expect([draft.mode, draft.text, draft.copy.other?.text]).toEqual(['comment', 'Not for the customer', 'Dear Jo']);
  expect(new Draft(1, 15).copy.other?.text).toBe('Dear Jo');
});
test('a reply goes to those who stand there, and waits for as long as its writer likes', async () => {
  const draft = new Draft(1, 16);
  draft.people.usual = { to: ['jo@x.test'], cc: ['boss@x.test'], left_out: 0, known: [], most: 3 };
  draft.text = 'Dear Jo';
  draft.people.remove('cc', 'boss@x.test');
  draft.people.add('cc', 'Ann <ann@x.test>, JO@x.test');
  expect(draft.people.now).toEqual({ to: ['jo@x.test'], cc: ['ann@x.test'] });
  draft.people.add('cc', 'no address');
  expect(draft.ready).toBe(false);
  draft.people.remove('cc', 'no address');
  draft.people.add('cc', 'a@x.test b@x.test');
  expect([draft.people.count, draft.ready]).toEqual([4, false]);
  draft.people.remove('cc', 'b@x.test');
  answers.push({ status: 201, body: { id: 1 } });
  await draft.send(16);
  expect(JSON.parse(calls[0]!.init.body as string)).toMatchObject({ to: ['jo@x.test'], cc: ['ann@x.test', 'a@x.test'] });
  expect(draft.people.own).toBeNull();
});
test('marks are kept and sent with the text, and an old draft has none', async () => {
  const draft = new Draft(1, 23);
  draft.write('Hello', '<p><strong>Hello</strong></p>');
  draft.keep();
  expect(new Draft(1, 23).html).toBe('<p><strong>Hello</strong></p>');
  answers.push({ status: 201, body: { id: 5 } });
  await draft.send(23);
  expect(JSON.parse(calls[0]!.init.body as string).html).toBe('<p><strong>Hello</strong></p>');
  expect([draft.text, draft.html, draft.revision]).toEqual(['', null, 1]);
  localStorage.setItem('wissel.draft.1.24', JSON.stringify({ mode: 'reply', text: 'Old' }));
  expect([new Draft(1, 24).text, new Draft(1, 24).html]).toEqual(['Old', null]);
});
