// The main job as an agent sees it. The black-box test plays the customer and the mail servers, and starts this with
//   WISSEL_URL, WISSEL_EMAIL, WISSEL_PASSWORD, CHROMIUM and, for pictures, SHOTS (a folder).
// What happened goes to stdout, one word a line, and the test answers in the world outside:
//   ready → it delivers a mail;  seen;  replied → it delivers the customer's answer;  answered.
import { chromium } from 'playwright-core';

const { WISSEL_URL, WISSEL_EMAIL, WISSEL_PASSWORD, CHROMIUM, SHOTS } = process.env;
const tell = (word) => process.stdout.write(`${word}\n`);

const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
page.setDefaultTimeout(15_000);
const faults = [];
page.on('pageerror', (fault) => faults.push(String(fault)));
page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
const shoot = async (name) => SHOTS && (await page.screenshot({ path: `${SHOTS}/${name}.png` }));

try {
  await page.goto(`${WISSEL_URL}/sign-in?next=/desk/mine`);
  // The browser asks whether anybody is signed in, and is told so by a 401.
  faults.length = 0;
  await page.getByLabel('E-mail').fill(WISSEL_EMAIL);
  await page.getByLabel('Password').fill(WISSEL_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Live', { exact: true }).waitFor();
  await page.getByText('Nothing is yours right now').waitFor();
  // A reload would take this mark away.
  await page.evaluate(() => (window.notReloaded = true));
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
  await page.waitForFunction(() => document.querySelector('textarea')?.value === '');
  await page.getByText('We are looking into it.').first().waitFor();
  tell('replied');
  await shoot('replied');

  await page.getByText('Thank you, this is about the answer.').last().waitFor();
  tell('answered');
  await shoot('answered');

  if (!(await page.evaluate(() => window.notReloaded))) throw new Error('the page was reloaded on the way');
  if (faults.length) throw new Error(`the browser complained: ${faults.join(' | ')}`);
} catch (fault) {
  await shoot('fault');
  process.stderr.write(`${fault.stack}\nat ${page.url()}\n${(await page.innerText('body')).slice(0, 4000)}\n`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
