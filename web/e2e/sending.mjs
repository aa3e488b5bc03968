// Two people at one ticket: a reply is taken back and sent, addressed and given files; a change that came too late is
// shown with what changed; a minute without a network loses nothing. Needs what writing.mjs needs.
import { base, launch, newPage, signIn } from './browser.mjs';
import { ground } from './pages.mjs';

const { WISSEL_PASSWORD, SHOTS } = process.env;
const SECOND = 'second@acme.test';
const origin = { headers: { origin: base } };
const browsers = [await launch(), await launch()];
const [ada, jo] = await Promise.all(browsers.map((b) => newPage(b)));
const shoot = async (page, name) => SHOTS && (await page.screenshot({ path: `${SHOTS}/${name}.png` }));
const box = (page) => page.getByRole('textbox', { name: 'Reply' });
const sendButton = (page) => page.getByRole('button', { name: /^Send(?! another)/ }).first();
/** What is written in the composer, whatever it is made of. */
const composed = () => {
  const at = document.querySelector('.composer textarea, .composer [contenteditable="true"]');
  return (at?.value ?? at?.innerText ?? '').trim();
};
const text = (page) => page.evaluate(composed);
const stands = async (page, words) => {
  const until = Date.now() + 20_000;
  while ((await text(page)) !== words) {
    if (Date.now() > until) throw new Error(`“${await text(page)}” stands where “${words}” was expected`);
    await page.waitForTimeout(50);
  }
};
const api = async (page, path) => (await page.request.get(`${base}/api/v1${path}`)).json();
const must = (good, what) => {
  if (!good) throw new Error(what);
};
const talk = async (ticket) => (await api(ada, `/tickets/${ticket}/conversation`)).items;
const outgoing = async (ticket, words) => (await talk(ticket)).filter((entry) => entry.direction === 'out' && entry.text.includes(words));

async function meet() {
  await signIn(ada);
  const invited = await (await ada.request.post(`${base}/api/v1/users`, { ...origin, data: { name: 'Jo Second', email: SECOND } })).json();
  const token = /token=([\w-]+)/.exec(JSON.stringify(invited))?.[1];
  const setup = await jo.request.post(`${base}/api/v1/setup`, { ...origin, data: { token, name: 'Jo Second', password: WISSEL_PASSWORD, language: 'en', time_zone: 'Europe/Amsterdam' } });
  must(setup.ok(), `the second user could not set a password: ${await setup.text()}`);
  // Long enough for a slow machine.
  must((await jo.request.patch(`${base}/api/v1/me`, { ...origin, data: { undo_send: 10 } })).ok(), 'the time to take a reply back');
  const { ticket } = await ground(ada, base);
  for (const page of [ada, jo]) {
    page.setDefaultTimeout(20_000);
    await page.goto(`${base}/desk/open/${ticket}`);
    await box(page).waitFor();
  }
  return ticket;
}

/** Sent, seen by both as held, taken back, and written on; nothing of it is left. */
async function takenBack(ticket) {
  const before = await api(ada, `/tickets/${ticket}`);
  await box(jo).fill('Too soon.');
  await jo.locator('.btn.more').click();
  await jo.getByRole('menuitem', { name: /close/i }).click();
  await jo.getByText(/^Sends in \d+ second/).waitFor();
  await ada.getByText(/^Sends in \d+ second/).waitFor();
  must(!(await ada.locator('.foot').getByRole('button', { name: 'Undo' }).count()), 'nobody takes back what a colleague wrote');
  await shoot(jo, 'held');
  await jo.locator('.toast').getByRole('button', { name: 'Undo' }).click();
  await stands(jo, 'Too soon.');
  await ada.getByText(/^Sends in/).waitFor({ state: 'detached' });
  must(!(await outgoing(ticket, 'Too soon.')).length, 'it is still in the conversation');
  const after = await api(ada, `/tickets/${ticket}`);
  must(after.status === before.status && after.owner?.id === before.owner?.id, `the ticket is ${after.status} of ${JSON.stringify(after.owner)}, not as it was`);
  // By keyboard from the empty field, as soon as it was sent.
  await box(jo).press('Control+Enter');
  await jo.getByText(/^Sends in/).waitFor();
  await box(jo).press('Control+z');
  await stands(jo, 'Too soon.');
}

/** Addressed by hand: what is no address holds it back, and it goes to those who stand there. Files show what came of them. */
async function addressed(ticket) {
  await jo.getByRole('button', { name: /Change who gets the reply/ }).click();
  const cc = jo.getByRole('combobox', { name: 'Cc' });
  await cc.fill('boss');
  await cc.press('Enter');
  await jo.getByText('boss is not an e-mail address.').waitFor();
  must(await sendButton(jo).isDisabled(), 'it could be sent to nobody’s address');
  await shoot(jo, 'addressed');
  await cc.press('Backspace');
  await cc.fill('Boss <boss@customer.test>,');
  await cc.press('Enter');
  await jo.getByRole('button', { name: 'Remove boss@customer.test' }).waitFor();
  await cc.press('Escape');

  await jo.route('**/api/v1/attachments?name=slow*', () => {});
  const drop = async (name, size) => {
    const data = await jo.evaluateHandle(([name, size]) => {
      const all = new DataTransfer();
      all.items.add(new File([new Uint8Array(size)], name, { type: 'text/plain' }));
      return all;
    }, [name, size]);
    await jo.dispatchEvent('.composer .box', 'drop', { dataTransfer: data });
  };
  await drop('large.bin', 26 * 1024 * 1024);
  await jo.getByText('Too large: at most 25 MB').waitFor();
  await jo.getByRole('button', { name: 'Remove large.bin' }).click();
  await drop('slow.txt', 10);
  await jo.getByRole('progressbar', { name: 'Uploading slow.txt' }).waitFor();
  must(await sendButton(jo).isDisabled(), 'it could be sent without its file');
  await jo.getByRole('button', { name: 'Stop uploading slow.txt' }).click();
  await drop('notes.txt', 10);
  await jo.getByRole('button', { name: 'Remove notes.txt' }).waitFor();
  await shoot(jo, 'attached');
  await sendButton(jo).click();
  await stands(jo, '');
  const [sent, more] = await outgoing(ticket, 'Too soon.');
  must(sent && !more, 'it stands there once');
  must(sent.cc.join() === 'boss@customer.test' && sent.attachments.map((file) => file.name).join() === 'notes.txt', `it went ${JSON.stringify(sent)}`);
}

async function pick(label, name) {
  await jo.locator('header').getByRole('button', { name: label }).click();
  await jo.getByRole('menuitemradio', { name }).click();
}
/** Two properties changed in one breath are no quarrel; a colleague’s change is, and is shown. */
async function race(ticket) {
  let held = [];
  await jo.route('**/api/v1/events', (route) => route.abort());
  await jo.reload();
  await box(jo).fill('What I was typing.');
  const change = (data) => ada.request.patch(`${base}/api/v1/tickets/${ticket}`, { ...origin, data });
  await jo.keyboard.press('Escape');
  await jo.route(`**/api/v1/tickets/${ticket}`, (route) => (route.request().method() === 'PATCH' ? void held.push(route) : route.continue()));
  await pick(/^Status/, 'Waiting on us');
  await pick(/^Priority/, 'Urgent');
  must(held.length === 1, `the second change waits for the first: ${held.length}`);
  await held[0].continue();
  while (held.length < 2) await jo.waitForTimeout(20);
  await held[1].continue();
  await jo.waitForFunction(async (ticket) => (await (await fetch(`/api/v1/tickets/${ticket}`)).json()).priority === 'urgent', ticket);
  must(!(await jo.getByText('This ticket changed meanwhile').count()), 'one’s own changes met');

  must((await change({ priority: 'low' })).ok(), 'Ada changes the priority');
  held = [];
  await pick(/^Priority/, 'High');
  while (!held.length) await jo.waitForTimeout(20);
  await held[0].continue();
  await jo.getByText('This ticket changed meanwhile').waitFor();
  await jo.getByText(/Low/).first().waitFor();
  await shoot(jo, 'lost-race');
  must((await api(ada, `/tickets/${ticket}`)).priority === 'low', 'Ada’s choice was written over');
  must((await text(jo)) === 'What I was typing.', 'what was typed is gone');
  await jo.unroute(`**/api/v1/tickets/${ticket}`);
  await jo.getByRole('button', { name: 'Do it anyway' }).click();
  await jo.waitForFunction(async (ticket) => (await (await fetch(`/api/v1/tickets/${ticket}`)).json()).priority === 'high', ticket);
  // The same for many at once: what Jo cannot have seen is left alone, and told.
  must((await change({ priority: 'low' })).ok(), 'Ada changes the priority again');
  await jo.locator(`#ticket-${ticket} .status`).click();
  await jo.getByText('1 selected').waitFor();
  await jo.getByRole('button', { name: 'Close tickets' }).click();
  await jo.getByText(/ticket was left alone/).first().waitFor();
  must((await api(ada, `/tickets/${ticket}`)).status !== 'closed', 'it was closed over what Ada did');
  await jo.unroute('**/api/v1/events');
}

/** Two tabs of one browser have one draft, and a reply sent in one is gone from the other. */
async function tabs(ticket) {
  const other = await jo.context().newPage();
  other.setDefaultTimeout(20_000);
  await other.goto(`${base}/desk/open/${ticket}`);
  await stands(other, 'What I was typing.');
  await box(other).fill('Typed in the other tab.');
  await stands(jo, 'Typed in the other tab.');
  await box(jo).fill('What I was typing.');
  await stands(other, 'What I was typing.');
  await other.close();
}

/** A minute without a network, on a clock that is turned: it is typed on, sent once, and the page catches up. */
async function cutOff(ticket) {
  await jo.clock.install();
  await jo.reload();
  await stands(jo, 'What I was typing.');
  await jo.context().setOffline(true);
  await box(jo).fill('Written on the train.');
  await jo.clock.runFor(30_000);
  await sendButton(jo).click();
  await jo.getByText('Your text is kept.').waitFor();
  must((await ada.request.post(`${base}/api/v1/tickets/${ticket}/comments`, { ...origin, data: { text: 'While Jo was away.' } })).ok(), 'Ada’s comment');
  await jo.clock.runFor(30_000);
  must((await text(jo)) === 'Written on the train.', 'what was typed is gone');
  await jo.context().setOffline(false);
  await jo.clock.runFor(5_000);
  await jo.clock.resume();
  await jo.getByText('While Jo was away.').waitFor();
  await sendButton(jo).click();
  await stands(jo, '');
  await ada.getByText('Written on the train.').last().waitFor();
  must((await outgoing(ticket, 'on the train')).length === 1, 'it was not sent once');
}

try {
  const ticket = await meet();
  for (const part of [takenBack, addressed, race, tabs, cutOff]) {
    await part(ticket);
    process.stdout.write(`${part.name}\n`);
  }
} catch (fault) {
  await shoot(ada, 'sending-ada');
  await shoot(jo, 'sending-jo');
  process.stderr.write(`${fault.stack}\n${(await jo.innerText('body')).slice(0, 3000)}\n`);
  process.exitCode = 1;
} finally {
  await Promise.all(browsers.map((b) => b.close()));
}
