// Walks every page, in both themes and both languages, with axe-core (WCAG 2.2 AA and best practice), on the size that is
// named: `node e2e/axe.mjs desk|phone|tablet|zoomed [NAME…]`; with names, these pages only. Nothing may stick out to the side.
// Any violation, script fault or refused content fails. Needs WISSEL_URL, WISSEL_EMAIL, WISSEL_PASSWORD; with SHOTS, a folder,
// it leaves a picture of every page there, in `pages`.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { base, DESKTOP, go, launch, newPage, PHONE, signIn, TABLET, ZOOMED } from './browser.mjs';
import { ground, outside, pages } from './pages.mjs';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SIZES = { desk: DESKTOP, phone: PHONE, tablet: TABLET, zoomed: ZOOMED };
const [size, ...wanted] = process.argv.slice(2);
const viewport = SIZES[size];
if (!viewport) {
  console.error(`which size? ${Object.keys(SIZES).join(', ')}`);
  process.exit(2);
}
// A tablet and a zoomed desk are the same pages in another width: they are looked at once.
const looks = ['desk', 'phone'].includes(size) ? [['en', ['light', 'dark']], ['nl', ['light', 'dark']]] : [['nl', ['light', 'dark']]];
const folder = process.env.SHOTS && path.join(process.env.SHOTS, 'pages');
if (folder) fs.mkdirSync(folder, { recursive: true });
const faults = [];
let seen = 0;

async function check(page, { name, path: at, open }, mark) {
  await go(page, at);
  await open?.(page);
  // By evaluate, not as a script element: the page's own content security policy stays in force.
  await page.evaluate(axe);
  const { violations } = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }), TAGS);
  seen += 1;
  for (const v of violations) faults.push(`${name} (${mark}) ${v.id}: ${v.help}\n    ${v.nodes.slice(0, 4).map((n) => n.target.join(' ') + '  ' + (n.any[0]?.message ?? '')).join('\n    ')}`);
  const out = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (out > 0) faults.push(`${name} (${mark}) sticks out to the side by ${out} px`);
  if (folder) await page.screenshot({ path: path.join(folder, `${name}-${mark.replaceAll(' ', '-')}.png`) });
  for (const fault of page.faults.splice(0)) faults.push(`${name} (${mark}) in the page: ${fault}`);
}

const browser = await launch();
async function walk(theme, language) {
  const page = await newPage(browser, { viewport, theme });
  await signIn(page, language);
  const all = pages(await ground(page, base)).filter((p) => (!p.wide || size === 'desk') && (!wanted.length || wanted.includes(p.name)));
  for (const one of all) await check(page, one, `${size} ${theme} ${language}`);
  await page.context().close();
}
for (const theme of ['light', 'dark']) {
  const stranger = await newPage(browser, { viewport, theme });
  for (const page of outside) await check(stranger, page, `${size} ${theme}`);
  await stranger.context().close();
}
// The language is the user's, the theme the browser's: the themes can be walked side by side.
for (const [language, themes] of looks) await Promise.all(themes.map((theme) => walk(theme, language)));
await browser.close();
console.log(`${seen} pages looked at, ${faults.length} faults`);
if (faults.length) {
  console.error(faults.join('\n'));
  process.exit(1);
}
