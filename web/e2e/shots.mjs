// Photographs every page: `node e2e/shots.mjs FOLDER [NAME…]`. Needs WISSEL_URL, WISSEL_EMAIL, WISSEL_PASSWORD.
import fs from 'node:fs';
import path from 'node:path';
import { base, DESKTOP, go, launch, newPage, PHONE, signIn } from './browser.mjs';
import { ground, outside, pages } from './pages.mjs';

const [folder, ...wanted] = process.argv.slice(2);
if (!folder) {
  console.error('which folder? node e2e/shots.mjs FOLDER');
  process.exit(2);
}
fs.mkdirSync(folder, { recursive: true });

// One language per look, so that both are seen in both themes and sizes without four times the pictures.
const looks = [
  ['desk-light', { viewport: DESKTOP, theme: 'light' }, 'en'],
  ['desk-dark', { viewport: DESKTOP, theme: 'dark' }, 'nl'],
  ['phone-light', { viewport: PHONE, theme: 'light', scale: 2 }, 'nl'],
  ['phone-dark', { viewport: PHONE, theme: 'dark', scale: 2 }, 'en'],
];
const browser = await launch();
for (const [look, options, language] of looks) {
  const stranger = await newPage(browser, options);
  const page = await newPage(browser, options);
  await signIn(page, language);
  const inside = pages(await ground(page, base)).filter((p) => !p.wide || options.viewport === DESKTOP);
  for (const [who, list] of [[stranger, outside], [page, inside]]) {
    for (const { name, path: at, open } of list) {
      if (wanted.length && !wanted.includes(name)) continue;
      await go(who, at);
      await open?.(who);
      await who.screenshot({ path: path.join(folder, `${name}-${look}.png`) });
    }
  }
  await stranger.context().close();
  await page.context().close();
}
await browser.close();
