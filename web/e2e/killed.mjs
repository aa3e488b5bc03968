// What somebody writes outlives the server, killed between any two of its instructions, and the browser, killed as well;
// and what they sent leaves once although both were gone. Says where it is, and whoever started it kills the server.
// Needs WISSEL_URL, WISSEL_EMAIL, WISSEL_PASSWORD, and an open ticket called “Killed”.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ARGS, base, signIn } from './browser.mjs';

const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'killed-'));
const origin = { headers: { origin: base } };
const say = (word) => process.stdout.write(`${word}\n`);
let chrome;

/** A Chromium of our own, so that it can be killed, on a profile that stays. */
async function begin() {
  const port = path.join(profile, 'DevToolsActivePort');
  fs.rmSync(port, { force: true });
  chrome = spawn(process.env.CHROMIUM ?? '/usr/bin/chromium', [...ARGS, `--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank'], { stdio: 'ignore', detached: true });
  const until = Date.now() + 20_000;
  while (!fs.existsSync(port) || !fs.readFileSync(port, 'utf8').includes('\n')) {
    if (Date.now() > until) throw new Error('Chromium does not begin');
    await new Promise((soon) => setTimeout(soon, 50));
  }
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${fs.readFileSync(port, 'utf8').split('\n')[0]}`);
  const page = await browser.contexts()[0].newPage();
  page.setDefaultTimeout(25_000);
  await signIn(page);
  await page.request.patch(`${base}/api/v1/me`, { ...origin, data: { undo_send: 10 } });
  await page.goto(`${base}/desk/open`);
  await page.getByRole('option', { name: /Killed/ }).click();
  await page.getByRole('textbox', { name: 'Reply' }).waitFor();
  return page;
}
/** Its whole family, with no time to write anything down. */
const kill = () => chrome && process.kill(-chrome.pid, 'SIGKILL');
const box = (page) => page.getByRole('textbox', { name: 'Reply' });
const written = (page, text) => page.waitForFunction((text) => [...document.querySelectorAll('.composer textarea, .composer [contenteditable]')].some((at) => (at.value ?? at.innerText).includes(text)), text);
/** Waits until the server has this as our draft. */
async function kept(page, text) {
  const number = Number(new URL(page.url()).pathname.split('/').pop());
  const until = Date.now() + 25_000;
  for (;;) {
    const draft = await page.request.get(`${base}/api/v1/tickets/${number}/draft`).then((answer) => answer.json()).catch(() => null);
    if (draft?.text.includes(text)) return;
    if (Date.now() > until) throw new Error(`the server has ${JSON.stringify(draft)}`);
    await page.waitForTimeout(200);
  }
}

try {
  let page = await begin();
  await box(page).fill('Before the end.');
  await kept(page, 'Before the end.');
  say('kept');
  // The server is killed now; one types on.
  await page.getByText(/Reconnecting/).first().waitFor();
  await box(page).fill('Before the end, and after it.');
  say('typed');
  await page.getByText('Live', { exact: true }).waitFor();
  await written(page, 'and after it.');
  await kept(page, 'and after it.');
  kill();
  page = await begin();
  await written(page, 'and after it.');
  // Held, and nobody is left who could send it.
  await box(page).press('Control+Enter');
  await page.getByText(/^Sends in/).waitFor();
  kill();
  chrome = null;
  say('sent');
} catch (fault) {
  process.stderr.write(`${fault.stack}\n`);
  process.exitCode = 1;
} finally {
  if (chrome) kill();
  fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
process.exit();
