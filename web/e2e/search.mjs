// Searching as an agent does it, with the keyboard alone. The black-box test delivers the mail:
//   ready → it delivers one with the word "flabbergasted";  found.
// Needs WISSEL_URL, WISSEL_EMAIL, WISSEL_PASSWORD; with SHOTS, a folder, it leaves pictures there.
import { base, launch, newPage, signIn } from './browser.mjs';

const { SHOTS } = process.env;
const tell = (word) => process.stdout.write(`${word}\n`);

const browser = await launch();
const page = await newPage(browser);
page.setDefaultTimeout(15_000);
const shoot = async (name) => SHOTS && (await page.screenshot({ path: `${SHOTS}/${name}.png` }));

try {
  await signIn(page);
  await page.goto(`${base}/desk/open`);
  await page.getByText('Live', { exact: true }).waitFor();
  await page.keyboard.press('/');
  const box = page.getByRole('combobox', { name: 'Search tickets' });
  await box.waitFor();
  await page.getByRole('heading', { name: 'How to search' }).waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox');
  tell('ready');

  const hit = page.getByRole('option', { name: /About the search/ });
  const until = Date.now() + 10_000;
  // As somebody does who knows that it must come: the same word again.
  while (!(await hit.count())) {
    if (Date.now() > until) throw new Error('the mail was not found');
    await box.fill('');
    await box.fill('flabberg');
    await page.waitForTimeout(250);
  }
  tell('found');
  await page.getByText('flabbergasted').first().waitFor();
  const marked = await page.locator('mark').allInnerTexts();
  if (!marked.includes('flabbergasted')) throw new Error(`marked: ${marked.join(', ')}`);
  if (await page.locator('#hits b').count()) throw new Error('the text of a stranger became markup');
  await shoot('search-found');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByText('I am flabbergasted').last().waitFor();
  await page.waitForFunction(() => location.pathname.startsWith('/desk/'));
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => location.search === '?q=flabberg');
  await hit.waitFor();
  await box.fill('');
  await page.getByRole('button', { name: 'flabberg' }).waitFor();
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => location.pathname.startsWith('/desk/'));
  // The same ticket by the palette, from another page, and by two keys to one more.
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await page.getByRole('heading', { name: 'Your profile' }).or(page.getByRole('heading', { level: 1 })).first().waitFor();
  await page.keyboard.press('Control+k');
  const commands = page.getByRole('combobox', { name: 'Commands' });
  await commands.fill('flabberg');
  await page.getByRole('option', { name: /About the search/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('I am flabbergasted').last().waitFor();
  await page.keyboard.press('Control+k');
  await commands.fill('internal');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.isContentEditable);
  if (page.faults.length) throw new Error(`the browser complained: ${page.faults.join(' | ')}`);
} catch (fault) {
  await shoot('search-fault');
  process.stderr.write(`${fault.stack}\nat ${page.url()}\n${(await page.innerText('body')).slice(0, 4000)}\n`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
