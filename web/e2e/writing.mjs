// Two people at one ticket, each in a browser of their own: they see each other, what one writes is there again in another
// browser, and what is written while the network is away is neither lost nor sent twice.
// Needs WISSEL_URL, WISSEL_EMAIL and WISSEL_PASSWORD of an admin, and an open ticket; with SHOTS, a folder, it leaves pictures there.
import { base, launch, newPage, signIn } from './browser.mjs';
import { ground } from './pages.mjs';

const { WISSEL_PASSWORD, SHOTS } = process.env;
const SECOND = 'second@acme.test';
const browsers = [await launch(), await launch()];
const [ada, jo] = await Promise.all(browsers.map((b) => newPage(b)));
const shoot = async (page, name) => SHOTS && (await page.screenshot({ path: `${SHOTS}/${name}.png` }));
const box = (page) => page.getByRole('textbox', { name: 'Reply' });
const api = async (page, path) => (await page.request.get(`${base}/api/v1${path}`)).json();
const must = (good, what) => {
  if (!good) throw new Error(what);
};

try {
  await signIn(ada);
  const origin = { headers: { origin: base } };
  const invited = await (await ada.request.post(`${base}/api/v1/users`, { ...origin, data: { name: 'Jo Second', email: SECOND } })).json();
  const token = /token=([\w-]+)/.exec(JSON.stringify(invited))?.[1];
  const setup = await jo.request.post(`${base}/api/v1/setup`, { ...origin, data: { token, name: 'Jo Second', password: WISSEL_PASSWORD, language: 'en', time_zone: 'Europe/Amsterdam' } });
  must(setup.ok(), `the second user could not set a password: ${await setup.text()}`);
  const { ticket } = await ground(ada, base);
  for (const page of [ada, jo]) {
    page.setDefaultTimeout(20_000);
    await page.goto(`${base}/desk/open/${ticket}`);
    await box(page).waitFor();
  }

  // Each sees the other, and who writes.
  await ada.getByText('Jo Second is reading').waitFor({ state: 'attached' });
  await box(jo).fill('Dear customer, it will be there tomorrow.');
  await ada.getByText('Jo Second is writing').first().waitFor();
  await shoot(ada, 'company');

  // What is written is there again in a browser that never saw it.
  const until = Date.now() + 15_000;
  while (!(await api(jo, `/tickets/${ticket}/draft`)).text) {
    must(Date.now() < until, 'the server has no draft');
    await jo.waitForTimeout(250);
  }
  await jo.context().close();
  const again = await newPage(browsers[1]);
  again.setDefaultTimeout(20_000);
  const back = await again.request.post(`${base}/api/v1/session`, { ...origin, data: { email: SECOND, password: WISSEL_PASSWORD } });
  must(back.ok(), 'the second user could not sign in again');
  await again.goto(`${base}/desk/open/${ticket}`);
  await again.waitForFunction(() => document.querySelector('.composer .rich, .composer textarea')?.innerText.endsWith('tomorrow.'));

  // Without a network it is typed on, refused to be sent, kept, and then sent once.
  await again.context().setOffline(true);
  await box(again).fill('Dear customer, it will be there on Friday.');
  await again.getByRole('button', { name: /^Send/ }).first().click();
  await again.getByText('Your text is kept.').waitFor();
  await shoot(again, 'offline');
  must((await box(again).innerText()).endsWith('on Friday.'), 'what was typed is gone');
  await again.context().setOffline(false);
  await again.getByRole('button', { name: /^Send/ }).first().click();
  await again.waitForFunction(() => document.querySelector('.composer .rich')?.innerText.trim() === '');
  await ada.getByText('it will be there on Friday.').last().waitFor();
  const { items } = await api(ada, `/tickets/${ticket}/conversation`);
  const sent = items.filter((entry) => entry.text?.includes('on Friday.')).length;
  must(sent === 1, `it was sent ${sent} times`);
  must(!(await api(again, `/tickets/${ticket}/draft`)).at, 'the draft is still there');

  // Who leaves is gone.
  await again.context().close();
  await ada.locator('ul.company').waitFor({ state: 'detached' });
} catch (fault) {
  await shoot(ada, 'writing-fault');
  process.stderr.write(`${fault.stack}\n${(await ada.innerText('body')).slice(0, 3000)}\n`);
  process.exitCode = 1;
} finally {
  await Promise.all(browsers.map((b) => b.close()));
}
