// What every script here shares: a real Chromium, signed in, in one language and one theme.
// Read from the surroundings: WISSEL_URL, WISSEL_EMAIL, WISSEL_PASSWORD, and CHROMIUM (default /usr/bin/chromium).
import { chromium } from 'playwright-core';

export const base = (process.env.WISSEL_URL ?? 'http://127.0.0.1:8080').replace(/\/$/, '');
export const ARGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const DESKTOP = { width: 1440, height: 900 };
export const TABLET = { width: 820, height: 1100 };
export const PHONE = { width: 390, height: 844 };
/** A desk at 200 %: half as many pixels of the page in each direction. */
export const ZOOMED = { width: 720, height: 450 };

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGS });

/** A page with its own cookies. Faults of the page's own scripts and refused content are gathered in `page.faults`. */
export async function newPage(browser, { viewport = DESKTOP, theme = 'light', scale = 1 } = {}) {
  const context = await browser.newContext({ viewport, colorScheme: theme, locale: 'en-GB', timezoneId: 'Europe/Amsterdam', deviceScaleFactor: scale, hasTouch: viewport.width < 700, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (e) => page.faults.push(String(e)));
  page.on('console', (m) => m.type() === 'error' && !/401|412|404|410/.test(m.text()) && page.faults.push(m.text()));
  return page;
}

/** Signs in by the API, so the cookie is there before the first page, and sets the language. */
export async function signIn(page, language = 'en') {
  const origin = { headers: { origin: base } };
  const answer = await page.request.post(`${base}/api/v1/session`, { ...origin, data: { email: process.env.WISSEL_EMAIL ?? '', password: process.env.WISSEL_PASSWORD ?? '' } });
  if (!answer.ok()) throw new Error(`sign-in answered ${answer.status()}: ${await answer.text()}`);
  await page.request.patch(`${base}/api/v1/me`, { ...origin, data: { language } });
}

/** Opens a path and waits until the page has drawn what it fetched. */
export async function go(page, path) {
  await page.goto(base + path, { waitUntil: 'domcontentloaded' });
  await page.waitForSelector('h1:visible, main:visible', { timeout: 10_000 });
  await settled(page);
}

/** Waits until no request (but the event stream) has been under way for a moment and the fonts are in. */
export async function settled(page) {
  let busy = 0;
  const up = (r) => !r.url().endsWith('/events') && busy++;
  const down = (r) => !r.url().endsWith('/events') && (busy = Math.max(0, busy - 1));
  page.on('request', up);
  page.on('requestfinished', down);
  page.on('requestfailed', down);
  await page.evaluate(() => document.fonts.ready);
  for (let quiet = 0; quiet < 3; ) {
    await page.waitForTimeout(50);
    quiet = busy ? 0 : quiet + 1;
  }
  page.off('request', up);
  page.off('requestfinished', down);
  page.off('requestfailed', down);
}
