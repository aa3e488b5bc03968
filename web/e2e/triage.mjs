// A morning's mail is cleared in the list: selected by keyboard and by mouse, acted on together, and taken back.
// Needs WISSEL_URL, WISSEL_EMAIL, WISSEL_PASSWORD, and at least four open tickets; with SHOTS, a folder, it leaves pictures there.
import { base, launch, newPage, settled, signIn } from './browser.mjs';

const { SHOTS } = process.env;
const browser = await launch();
const page = await newPage(browser);
page.setDefaultTimeout(15_000);
const shoot = async (name) => SHOTS && (await page.screenshot({ path: `${SHOTS}/${name}.png` }));
const rows = () => page.getByRole('option');
const must = (said, right) => {
  if (!right) throw new Error(said);
};

/** By keyboard alone: two tickets in a row are selected, closed, and taken back. */
async function byKeyboard() {
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+X');
  await page.getByText('2 selected').waitFor();
  const [first, second] = await page.locator('[role=option][aria-selected=true] .l2').allInnerTexts();
  await page.keyboard.press('e');
  await page.getByText('2 tickets closed.').waitFor();
  await page.getByText('No longer in this view').first().waitFor();
  await shoot('triage-closed');
  await page.keyboard.press('Control+z');
  await page.getByText('Taken back for 2 tickets.').waitFor();
  await page.waitForFunction(() => !document.querySelector('.row.gone'));
  const there = await rows().locator('.l2').allInnerTexts();
  must(`${first} and ${second} are open again: ${there}`, there.includes(first) && there.includes(second));
}

/** By mouse: the box before a row, an owner for all, a tag, and Undo. */
async function byMouse() {
  await rows().nth(0).locator('.status').click();
  await rows().nth(2).locator('.status').click({ modifiers: ['Shift'] });
  await page.getByText('3 selected').waitFor();
  await page.getByRole('toolbar').getByRole('button', { name: 'Ticket owner' }).click();
  await shoot('triage-owner');
  await page.getByRole('option', { name: 'Assign to me' }).click();
  await page.getByText(/3 tickets assigned to/).waitFor();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.getByText('Taken back for 3 tickets.').waitFor();

  await rows().nth(0).locator('.status').click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Tags' }).click();
  await page.locator('.tagpop input').fill('Spring');
  await page.keyboard.press('Enter');
  await page.getByText('Tag Spring added to 1 ticket.').waitFor();
}

/** By keyboard: snoozed until tomorrow and woken, marked unread, followed; spam and back. */
async function sorted() {
  await page.keyboard.press('Escape');
  await page.goto(`${base}/desk/open`);
  await rows().nth(3).waitFor();
  await page.keyboard.press('j');
  const subject = await page.locator('.row[aria-current] .l2').innerText();
  await page.getByRole('button', { name: 'More actions' }).waitFor();
  await page.keyboard.press('z');
  await page.getByRole('dialog', { name: 'Snooze' }).waitFor();
  await shoot('triage-snooze');
  await page.getByRole('button', { name: /Tomorrow morning/ }).click();
  await page.getByText(/^Snoozed until/).first().waitFor();
  await page.getByRole('link', { name: /^Snoozed/ }).click();
  await rows().filter({ hasText: subject }).waitFor();
  await rows().filter({ hasText: subject }).click();
  await page.getByRole('button', { name: /^Wake now/ }).click();
  await page.getByText('The ticket is awake.').waitFor();

  await page.keyboard.press('u');
  await page.locator('.row[aria-current] .dot').waitFor();
  await page.keyboard.press('f');
  await page.getByRole('link', { name: /^Followed/ }).click();
  await rows().filter({ hasText: subject }).waitFor();
  await rows().filter({ hasText: subject }).click();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: /Spam, and block/ }).click();
  await page.getByText(/is blocked; what they write goes to Spam/).waitFor();
  await page.getByRole('link', { name: /^Spam/ }).click();
  await rows().filter({ hasText: subject }).waitFor();
  await page.getByRole('button', { name: 'Blocked senders' }).click();
  await page.getByRole('button', { name: /^Unblock/ }).first().waitFor();
  await shoot('triage-blocked');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.getByText('Taken back.').waitFor();
}

/** A view of one's own is made, holds what fits, and is removed. */
async function ownView() {
  await page.getByRole('button', { name: 'New view' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Spring cleaning');
  await page.getByRole('textbox', { name: /^Tags/ }).fill('Spring');
  await shoot('triage-view');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('heading', { name: 'Spring cleaning' }).waitFor();
  await rows().nth(0).waitFor();
  must(`one ticket is tagged: ${await rows().count()}`, (await rows().count()) === 1);
  await page.getByRole('button', { name: 'Edit this view' }).click();
  await page.getByRole('button', { name: 'Remove view' }).click();
  await page.getByText(/is removed. Its tickets stay/).waitFor();
  await page.getByRole('heading', { name: 'All open' }).waitFor();
}

try {
  await signIn(page);
  await page.goto(`${base}/desk/open`);
  await page.getByText('Live', { exact: true }).waitFor();
  await rows().nth(3).waitFor();
  await settled(page);
  await byKeyboard();
  await byMouse();
  await ownView();
  await sorted();
  must(`faults in the page: ${page.faults.join(', ')}`, !page.faults.length);
} finally {
  await shoot('triage-end');
  await browser.close();
}
