// A working day without a mouse: signs in, takes a ticket, answers it, notes something, hands another over, snoozes, closes
// and opens again, searches, goes places. Every key goes to where the page has put the focus, as a person's would.
// Needs WISSEL_URL, WISSEL_EMAIL, WISSEL_PASSWORD, and open tickets; with SHOTS, a folder, it leaves pictures there.
import { base, launch, newPage, settled } from './browser.mjs';

const { WISSEL_EMAIL, WISSEL_PASSWORD, SHOTS } = process.env;
const browser = await launch();
const page = await newPage(browser);
page.setDefaultTimeout(15_000);
const shoot = async (name) => SHOTS && (await page.screenshot({ path: `${SHOTS}/${name}.png` }));
const must = (good, what) => {
  if (!good) throw new Error(what);
};
const press = async (...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const type = (text) => page.keyboard.type(text);
/** What has the focus, as a screen reader would name it. */
const focus = () =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return 'nothing';
    const by = at.getAttribute('aria-labelledby');
    return `${at.tagName} ${at.getAttribute('role') ?? ''} ${at.getAttribute('aria-label') ?? (by && document.getElementById(by)?.innerText) ?? at.labels?.[0]?.innerText ?? at.innerText?.slice(0, 80) ?? ''}`;
  });
/** By Tab to what is called so; within reach of a patient person. */
async function tabTo(name, reach = 40) {
  for (let n = 0; n < reach; n += 1) {
    if (name.test(await focus())) return;
    await press('Tab');
  }
  throw new Error(`Tab does not lead to ${name}; it ended at ${await focus()}`);
}
/** Waits until the focus is on what is called so, and that can be seen to have it. */
async function focusOn(name, where) {
  for (let n = 0; n < 60; n += 1) {
    const small = await page.evaluate(() => document.activeElement.getBoundingClientRect().height < 1);
    if (name.test(await focus()) && !small) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`${where} the focus is on ${await focus()}`);
}
const ANYTHING = /^(?!nothing)/;
const subject = () => page.locator('.row[aria-current] .l2').innerText();
const owner = () => page.locator('.btn.owner').innerText();

async function signsIn() {
  await page.goto(`${base}/sign-in`);
  await page.getByLabel('E-mail').waitFor();
  // The first field has the focus already.
  await focusOn(/E-mail/, 'on the sign-in page');
  await type(WISSEL_EMAIL);
  await press('Tab');
  await type(WISSEL_PASSWORD);
  await press('Enter');
  await page.getByText('Live', { exact: true }).waitFor();
  await settled(page);
  await press('g', 'u');
  await page.getByRole('heading', { name: /Unassigned|Nobody/ }).first().waitFor();
  await page.getByRole('option').nth(1).waitFor();
}

/** Takes the first, answers it, and notes something for the others. */
async function answers() {
  await press('j');
  await page.locator('.btn.owner').waitFor();
  const taken = await subject();
  await press('i');
  await page.waitForFunction(() => !/Unassigned|Nobody/.test(document.querySelector('.btn.owner')?.innerText ?? ''));
  await press('r');
  await focusOn(/Reply/, 'after R');
  await type('Thank you, we are on it.');
  await press('Control+Enter');
  await page.getByText('Thank you, we are on it.').first().waitFor();
  await focusOn(ANYTHING, 'after sending');
  await press('Escape', 'n');
  await focusOn(/note|comment/i, 'after N');
  await type('Called the supplier: Tuesday.');
  await press('Control+Enter');
  await page.locator('.conversation').getByText('Called the supplier: Tuesday.').first().waitFor();
  await shoot('keyboard-answered');
  await press('Escape');
  return taken;
}

/** Hands the next over to a team, by the owner menu, and looks up why. */
async function handsOver() {
  await press('g', 'd');
  await page.getByRole('heading', { name: 'All open' }).waitFor();
  await page.getByRole('option').nth(2).waitFor();
  await press('j', 'j');
  await page.locator('.btn.owner').waitFor();
  const before = await owner();
  await press('a');
  await page.getByRole('combobox').first().waitFor();
  await type('bill');
  await page.getByRole('option', { name: /Billing/ }).first().waitFor();
  await shoot('keyboard-owner');
  await press('Enter');
  await page.waitForFunction((was) => document.querySelector('.btn.owner')?.innerText !== was, before);
  must(/Billing/.test(await owner()), `a team is the owner: ${await owner()}`);
  await press('y');
  await focusOn(/Why/, 'after Y');
  await press('Escape');
}

/** Snoozes one until tomorrow, closes another and opens it again. */
async function clearsAway(taken) {
  const next = async () => {
    do await press('j');
    while ((await subject()) === taken);
    return subject();
  };
  const asleep = await next();
  await press('z');
  await page.getByRole('dialog', { name: 'Snooze' }).waitFor();
  await tabTo(/Tomorrow morning/);
  await press('Enter');
  await page.getByText(/^Snoozed until/).first().waitFor();
  const closed = await next();
  must(closed !== asleep, 'J goes on from the one that sleeps');
  await press('e');
  await page.getByText('No longer in this view').first().waitFor();
  await press('e');
  await page.waitForFunction((text) => ![...document.querySelectorAll('.row.gone .l2')].some((row) => row.innerText === text), closed);
  await shoot('keyboard-cleared');
}

/** Finds the answered one by a word, opens it, and comes back; then by the palette to a page. */
async function searches(taken) {
  await press('/');
  await page.getByRole('searchbox').or(page.getByRole('combobox')).first().waitFor();
  await focusOn(ANYTHING, 'on the search page');
  await type(taken.split(' ').sort((a, b) => b.length - a.length)[0]);
  await page.getByRole('option').or(page.locator('main a')).filter({ hasText: taken }).first().waitFor();
  await shoot('keyboard-search');
  for (let n = 0; n < 20 && !/\/desk\//.test(page.url()); n += 1) {
    const on = await page.evaluate(() => document.querySelector('[aria-selected=true]')?.innerText ?? document.activeElement?.innerText ?? '');
    await press(on.includes(taken) ? 'Enter' : 'ArrowDown');
    await page.waitForTimeout(100);
  }
  must(/\/desk\//.test(page.url()), `Enter opens what was found: ${page.url()}`);
  await page.locator('.btn.owner').waitFor();
  await press('Escape');
  await page.waitForURL(/\/search/);
  await press('Control+k');
  await page.getByRole('dialog').waitFor();
  await type('teams');
  await page.getByRole('option', { name: /Teams/ }).first().waitFor();
  await press('Enter');
  await page.getByRole('heading', { name: 'Teams' }).waitFor();
  await focusOn(ANYTHING, 'on the page of teams');
  await press('g', 'm');
  await page.getByRole('heading', { name: 'My open' }).waitFor();
  await page.getByRole('option').filter({ hasText: taken }).waitFor();
  await press('?');
  await page.getByRole('dialog').waitFor();
  await press('Escape');
}

try {
  await signsIn();
  const taken = await answers();
  await handsOver();
  await clearsAway(taken);
  await searches(taken);
  must(!page.faults.length, `faults in the page: ${page.faults.join(', ')}`);
} catch (fault) {
  await shoot('keyboard-fault');
  process.stderr.write(`${fault.stack}\nat ${page.url()}, the focus on ${await focus()}\n${(await page.innerText('body')).slice(0, 3000)}\n`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
