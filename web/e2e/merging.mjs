// Two tickets about one thing are merged by keyboard, read as one, taken apart by Undo, merged again and taken apart later.
// Needs WISSEL_URL, WISSEL_EMAIL, WISSEL_PASSWORD, and two open tickets; with SHOTS, a folder, it leaves pictures there.
import { base, launch, newPage, settled, signIn } from './browser.mjs';

const { SHOTS } = process.env;
const browser = await launch();
const page = await newPage(browser);
page.setDefaultTimeout(15_000);
const shoot = async (name) => SHOTS && (await page.screenshot({ path: `${SHOTS}/${name}.png` }));
const must = (good, what) => {
  if (!good) throw new Error(what);
};
const api = async (path) => (await page.request.get(`${base}/api/v1${path}`)).json();
const said = async (number) => (await api(`/tickets/${number}/conversation`)).items.flatMap((entry) => (entry.kind === 'message' ? [entry.text] : []));

/** M, a word, the one that is found, Enter. */
async function merge(into) {
  await page.keyboard.press('m');
  await page.getByRole('dialog').getByRole('searchbox').waitFor();
  await page.keyboard.type(String(into.number));
  await page.getByRole('radio', { name: new RegExp(`#${into.number}\\b`) }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: `Merge into #${into.number}` }).waitFor();
  await shoot('merge-dialog');
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`/${into.number}$`));
}

try {
  await signIn(page);
  const { items } = await api('/tickets?view=open&limit=2');
  const [stays, goes] = items;
  const texts = { stays: await said(stays.number), goes: await said(goes.number) };
  await page.goto(`${base}/desk/open/${goes.number}`);
  await page.getByText('Live', { exact: true }).waitFor();
  await page.locator('.btn.owner').waitFor();
  await settled(page);

  await merge(stays);
  const note = page.getByText(`#${goes.number} was merged into this ticket.`);
  await note.waitFor();
  const both = await said(stays.number);
  must([...texts.stays, ...texts.goes].every((text) => both.includes(text)), 'both conversations are read as one');
  await shoot('merged');
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.waitForURL(new RegExp(`/${goes.number}$`));
  await page.locator('.btn.owner').waitFor();
  must((await api(`/tickets/${goes.number}`)).status === goes.status, 'it has the status it had');

  // Later, when the toast is gone: from either of the two.
  await merge(stays);
  await note.waitFor();
  await page.goto(`${base}/desk/closed/${goes.number}`);
  await page.getByText('This ticket was merged.').waitFor();
  must(!(await page.getByRole('textbox', { name: 'Reply' }).count()), 'it is answered where it goes on');
  await shoot('merged-away');
  await page.getByRole('button', { name: 'Take apart' }).click();
  await page.getByText(`#${goes.number} stands by itself again.`).first().waitFor();
  await page.getByRole('textbox', { name: 'Reply' }).waitFor();
  must((await said(stays.number)).length === texts.stays.length, 'each has its own conversation again');
  must(!page.faults.length, `faults in the page: ${page.faults.join(', ')}`);
} catch (fault) {
  await shoot('merging-fault');
  process.stderr.write(`${fault.stack}\nat ${page.url()}\n${(await page.innerText('body')).slice(0, 3000)}\n`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
