// One person gives another a ticket: the other is told of it wherever they are, once however many pages they have open,
// reads it by keyboard alone, and chooses not to be told any more.
// Needs WISSEL_URL, WISSEL_EMAIL and WISSEL_PASSWORD of an admin, and three open tickets; with SHOTS, a folder, it leaves pictures there.
import { base, launch, newPage, settled, signIn } from './browser.mjs';

const { WISSEL_PASSWORD, SHOTS } = process.env;
const SECOND = 'second@acme.test';
const browsers = [await launch(), await launch()];
const [ada, jo] = await Promise.all(browsers.map((b) => newPage(b)));
const shoot = async (page, name) => SHOTS && (await page.screenshot({ path: `${SHOTS}/${name}.png` }));
const origin = { headers: { origin: base } };
const must = (good, what) => {
  if (!good) throw new Error(what);
};

/** In this page the browser's messages are written down, and `sight(false)` puts it out of sight. */
function watched() {
  window.said = [];
  window.Notification = class {
    static permission = 'granted';
    constructor(title, options) {
      window.said.push(options.body);
    }
    close() {}
  };
  let hidden = false;
  Object.defineProperty(document, 'hidden', { get: () => hidden });
  window.sight = (seen) => {
    hidden = !seen;
    document.dispatchEvent(new Event('visibilitychange'));
  };
}

try {
  await signIn(ada);
  const invited = await (await ada.request.post(`${base}/api/v1/users`, { ...origin, data: { name: 'Jo Second', email: SECOND } })).json();
  const token = /token=([\w-]+)/.exec(JSON.stringify(invited))?.[1];
  const setup = await jo.request.post(`${base}/api/v1/setup`, { ...origin, data: { token, name: 'Jo Second', password: WISSEL_PASSWORD, language: 'en', time_zone: 'Europe/Amsterdam' } });
  must(setup.ok(), `the second user could not set a password: ${await setup.text()}`);
  const me = await (await jo.request.get(`${base}/api/v1/me`)).json();
  const { items } = await (await ada.request.get(`${base}/api/v1/tickets?view=open&limit=4`)).json();
  must(items.length === 4, 'there are four open tickets');
  const give = async (n) => {
    const given = await ada.request.put(`${base}/api/v1/tickets/${items[n].number}/owner`, { ...origin, data: { user: me.id } });
    must(given.ok(), `the ticket could not be given away: ${await given.text()}`);
  };
  for (const page of [ada, jo]) page.setDefaultTimeout(20_000);
  await jo.context().addInitScript(watched);
  await ada.goto(`${base}/desk/open`);
  await ada.getByText('Live', { exact: true }).waitFor();

  // Told wherever they are, with a way there.
  await jo.goto(`${base}/settings/me`);
  await jo.getByRole('heading', { name: 'Your profile' }).waitFor();
  await settled(jo);
  await give(0);
  await jo.locator('.toast', { hasText: items[0].subject }).waitFor();
  await shoot(jo, 'notified');

  // Two pages out of sight: the browser says it once.
  const other = await jo.context().newPage();
  await other.goto(`${base}/desk/mine`);
  await other.getByText('Live', { exact: true }).waitFor();
  await other.getByText('one unread').waitFor({ state: 'attached' });
  for (const page of [jo, other]) await page.evaluate(() => window.sight(false));
  await give(1);
  await other.getByText('2 unread').waitFor({ state: 'attached' });
  const said = async () => (await Promise.all([jo, other].map((page) => page.evaluate(() => window.said)))).flat();
  await Promise.race([jo, other].map((page) => page.waitForFunction(() => window.said.length)));
  // One page in sight is enough for all.
  await other.evaluate(() => window.sight(true));
  await give(2);
  await other.locator('.toast', { hasText: items[2].subject }).waitFor();
  await other.getByText('3 unread').waitFor({ state: 'attached' });
  const all = await said();
  must(all.length === 1 && all[0].includes(items[1].subject), `the browser said it once: ${all}`);
  await other.close();
  await jo.evaluate(() => window.sight(true));

  // By keyboard alone: there, one marked read, the next opened; the bell hears of both.
  await jo.goto(`${base}/desk/mine`);
  await jo.getByText('3 unread').waitFor({ state: 'attached' });
  await jo.keyboard.press('g');
  await jo.keyboard.press('n');
  await jo.getByRole('heading', { name: 'Notifications' }).waitFor();
  await jo.locator('a.item').nth(2).waitFor();
  await shoot(jo, 'notifications');
  await jo.keyboard.press('u');
  await jo.waitForFunction(() => document.querySelectorAll('li.unread').length === 2);
  await jo.keyboard.press('j');
  await jo.keyboard.press('Enter');
  await jo.waitForURL(`**/desk/open/${items[1].number}`);
  await jo.getByText('one unread').waitFor({ state: 'attached' });
  await jo.goto(`${base}/notifications`);
  await jo.locator('li.unread').waitFor();
  await jo.getByRole('button', { name: 'Mark all as read' }).click();
  await jo.waitForFunction(() => !document.querySelector('li.unread'));

  // Chosen away: nothing comes, and who gave the tickets was never told.
  await jo.goto(`${base}/settings/me/notifications`);
  await jo.getByRole('checkbox', { name: 'A ticket is assigned to you: In Wissel' }).uncheck();
  await jo.getByRole('checkbox', { name: 'A ticket is assigned to you: By the browser' }).uncheck();
  await settled(jo);
  await shoot(jo, 'notify-settings');
  await jo.goto(`${base}/desk/mine`);
  await jo.getByText('Live', { exact: true }).waitFor();
  await give(3);
  await jo.getByRole('option').filter({ hasText: items[3].subject }).waitFor();
  const mine = await (await jo.request.get(`${base}/api/v1/notifications`)).json();
  must(mine.unread === 0 && mine.items.length === 3, `nothing more is told: ${JSON.stringify(mine)}`);
  const hers = await (await ada.request.get(`${base}/api/v1/notifications`)).json();
  must(!hers.items.some((one) => items.some((given) => given.number === one.ticket.number)), 'who did it is not told');
  for (const page of [ada, jo]) must(!page.faults.length, `faults in the page: ${page.faults.join(', ')}`);
} catch (e) {
  await shoot(ada, 'notifications-ada-failed');
  await shoot(jo, 'notifications-jo-failed');
  throw e;
} finally {
  await Promise.all(browsers.map((b) => b.close()));
}
