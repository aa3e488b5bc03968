// Walks every page, in both themes and both languages, on a desk and on a phone, with axe-core (WCAG 2.2 AA and best practice).
// `node e2e/axe.mjs [NAME…]`: some pages only. Any violation, script fault or refused content fails. Needs WISSEL_URL, WISSEL_EMAIL, WISSEL_PASSWORD.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { base, DESKTOP, go, launch, newPage, PHONE, signIn } from './browser.mjs';
import { ground, outside, pages } from './pages.mjs';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const wanted = process.argv.slice(2);
const faults = [];
let seen = 0;

async function check(page, { name, path, open }, mark) {
  await go(page, path);
  await open?.(page);
  // By evaluate, not as a script element: the page's own content security policy stays in force.
  await page.evaluate(axe);
  const { violations } = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }), TAGS);
  seen += 1;
  for (const v of violations) faults.push(`${name} (${mark}) ${v.id}: ${v.help}\n    ${v.nodes.slice(0, 4).map((n) => n.target.join(' ') + '  ' + (n.any[0]?.message ?? '')).join('\n    ')}`);
  for (const fault of page.faults.splice(0)) faults.push(`${name} (${mark}) in the page: ${fault}`);
}

const browser = await launch();
async function walk(size, viewport, theme, language) {
  const page = await newPage(browser, { viewport, theme });
  await signIn(page, language);
  const all = pages(await ground(page, base)).filter((p) => (!p.wide || size === 'desk') && (!wanted.length || wanted.includes(p.name)));
  for (const one of all) await check(page, one, `${size} ${theme} ${language}`);
  await page.context().close();
}
for (const [size, viewport] of [['desk', DESKTOP], ['phone', PHONE]]) {
  for (const theme of ['light', 'dark']) {
    const stranger = await newPage(browser, { viewport, theme });
    for (const page of outside) await check(stranger, page, `${size} ${theme}`);
    await stranger.context().close();
  }
  // The language is the user's, the theme the browser's: the themes can be walked side by side.
  for (const language of ['en', 'nl']) await Promise.all(['light', 'dark'].map((theme) => walk(size, viewport, theme, language)));
}
await browser.close();
console.log(`${seen} pages looked at, ${faults.length} faults`);
if (faults.length) {
  console.error(faults.join('\n'));
  process.exit(1);
}
