import { expect, test } from 'vitest';
import { Problem } from '../api/client';
import type { Ticket } from '../api/types';
import { Writes, type Write } from '../desk/writes';

const at = (version: number, more: Partial<Ticket> = {}) => ({ number: 7, version, status: 'new', priority: 'normal', ...more }) as Ticket;
const write = (shown: Partial<Ticket>): Write => ({ method: 'PATCH', path: '', body: shown, shown });

/** A server that answers when it is told to. */
function server() {
  const asked: { body: unknown; version: number; answer: (ticket: Ticket) => void; refuse: (fault: Problem) => void }[] = [];
  const seen: Ticket[] = [];
  const lost: { now: Ticket; rest: Write[] }[] = [];
  const refused: unknown[] = [];
  const writes = new Writes(at(1), {
    send: ({ body }, version) => new Promise((answer, refuse) => asked.push({ body, version, answer, refuse })),
    show: (ticket) => seen.push(ticket),
    refused: (fault) => refused.push(fault),
    lost: (_before, now, rest) => lost.push({ now, rest }),
  });
  return { asked, seen, lost, refused, writes };
}
const soon = () => new Promise((go) => setTimeout(go));

test('two changes made at once go one after the other, each upon the answer before, and both show at once', async () => {
  const { asked, seen, lost, writes } = server();
  void writes.add(write({ status: 'open' }));
  void writes.add(write({ priority: 'high' }));
  expect(seen.at(-1)).toMatchObject({ status: 'open', priority: 'high' });
  await soon();
  expect(asked.map((a) => a.version)).toEqual([1]);
  // The live line was faster than the answer.
  writes.heard(at(2, { status: 'open' }));
  expect(writes.shown).toMatchObject({ status: 'open', priority: 'high' });
  asked[0]!.answer(at(2, { status: 'open' }));
  await soon();
  expect(asked.map((a) => a.version)).toEqual([1, 2]);
  asked[1]!.answer(at(3, { status: 'open', priority: 'high' }));
  await writes.idle();
  expect(lost).toEqual([]);
  expect(seen.at(-1)!.version).toBe(3);
});
test('what a colleague changed in between stops what still waits, and nothing is written over', async () => {
  const { asked, lost, seen, writes } = server();
  void writes.add(write({ status: 'open' }));
  void writes.add(write({ priority: 'high' }));
  await soon();
  asked[0]!.answer(at(2, { status: 'open' }));
  writes.heard(at(3, { status: 'closed' }));
  await soon();
  expect(asked[1]!.version).toBe(2);
  asked[1]!.refuse(new Problem(412, 'ticket.changed', 'Changed.', [], { current: at(3, { status: 'closed' }) }));
  await writes.idle();
  expect(asked.length).toBe(2);
  expect(lost[0]!.rest.map((one) => one.body)).toEqual([{ priority: 'high' }]);
  expect(seen.at(-1)).toMatchObject({ version: 3, status: 'closed', priority: 'normal' });
  // Done after all, it goes upon what stands there now.
  void writes.add(lost[0]!.rest[0]!);
  await soon();
  expect(asked[2]!.version).toBe(3);
});
test('one that is refused is taken back from the screen, and the others go on', async () => {
  const { asked, refused, seen, writes } = server();
  void writes.add(write({ status: 'closed' }));
  void writes.add(write({ priority: 'low' }));
  await soon();
  asked[0]!.refuse(new Problem(422, 'invalid', 'Fill it in first.'));
  await soon();
  expect(refused.length).toBe(1);
  expect(seen.at(-1)).toMatchObject({ status: 'new', priority: 'low' });
  asked[1]!.answer(at(2, { priority: 'low' }));
  await writes.idle();
  expect(seen.at(-1)!.status).toBe('new');
});
test('a change made while a reply is on its way goes upon what the reply made of the ticket', async () => {
  const { asked, writes } = server();
  let replied: (ticket: Ticket) => void = () => {};
  const reply = writes.during(() => new Promise((done) => (replied = done)));
  await soon();
  void writes.add(write({ status: 'waiting_on_contact' }));
  await soon();
  expect(asked).toEqual([]);
  replied(at(3, { status: 'open' }));
  await soon();
  expect(asked[0]!.version).toBe(3);
  asked[0]!.answer(at(4, { status: 'waiting_on_contact' }));
  await reply;
  await writes.idle();
  expect(writes.busy).toBe(false);
});
