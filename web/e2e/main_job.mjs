// The main job as an agent sees it. The black-box test plays the customer and the mail servers, and starts this.
// What happened goes to stdout, one word a line, and the test answers in the world outside:
//   ready → it delivers a mail;  seen;  replied → it delivers the customer's answer;  answered.
// Needs WISSEL_URL, WISSEL_EMAIL, WISSEL_PASSWORD; with SHOTS, a folder, it leaves pictures there.
import { base, launch, newPage } from './browser.mjs';

const { WISSEL_EMAIL, WISSEL_PASSWORD, SHOTS } = process.env;
const tell = (word) => process.stdout.write(`${word}\n`);

const browser = await launch();
const page = await newPage(browser);
page.setDefaultTimeout(15_000);
const shoot = async (name) => SHOTS && (await page.screenshot({ path: `${SHOTS}/${name}.png` }));

try {
  await page.goto(`${base}/sign-in`);
  await page.getByLabel('E-mail').fill(WISSEL_EMAIL);
  await page.getByLabel('Password').fill(WISSEL_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'My open' }).click();
  await page.getByText('Live', { exact: true }).waitFor();
  await page.getByText('Nothing is yours right now').waitFor();
  // A reload would take this mark away.
  await page.evaluate(() => (globalThis.notReloaded = true));
  tell('ready');

  const row = page.getByRole('option', { name: /About the browser/ });
  await row.waitFor();
  tell('seen');
  await shoot('seen');

  await row.click();
  await page.getByText('Hello, this is about the browser.').last().waitFor();
  await page.getByText('Ticket owner').first().waitFor();
  await page.getByRole('textbox', { name: 'Reply' }).fill('We are looking into it.');
  await page.getByRole('button', { name: /^Send/ }).first().click();
  // The words leave the box and stand in the conversation.
  await page.waitForFunction(() => document.querySelector('.composer .rich')?.innerText.trim() === '');
  await page.getByText('We are looking into it.').first().waitFor();
  tell('replied');
  await shoot('replied');

  await page.getByText('Thank you, this is about the answer.').last().waitFor();
  tell('answered');
  await shoot('answered');

  if (!(await page.evaluate(() => globalThis.notReloaded))) throw new Error('the page was reloaded on the way');
  if (page.faults.length) throw new Error(`the browser complained: ${page.faults.join(' | ')}`);
} catch (fault) {
  await shoot('fault');
  process.stderr.write(`${fault.stack}\nat ${page.url()}\n${(await page.innerText('body')).slice(0, 4000)}\n`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
