// What people write: marks by keyboard, a saved reply, a picture, a colleague who is asked and finds it; and a draft with
// marks that is there again after a reload.
// Needs WISSEL_URL, WISSEL_EMAIL and WISSEL_PASSWORD of an admin, and an open ticket; with SHOTS, a folder, it leaves pictures there.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { base, launch, newPage, settled, signIn } from './browser.mjs';
import { ground } from './pages.mjs';

const { SHOTS } = process.env;
const browser = await launch();
const page = await newPage(browser);
page.setDefaultTimeout(20_000);
const shoot = async (name) => SHOTS && (await page.screenshot({ path: `${SHOTS}/${name}.png` }));
const api = async (path) => (await page.request.get(`${base}/api/v1${path}`)).json();
const must = (good, what) => {
  if (!good) throw new Error(what);
};
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** What is open while somebody writes can be used by everybody, in both themes. */
async function forEverybody() {
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // The colours come in one after the other.
    await settled(page);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run('.composer'));
    must(!violations.length, JSON.stringify(violations.map(({ id, nodes }) => [id, nodes.map((node) => [node.html, node.failureSummary])]), null, 1));
  }
}
const box = (name = 'Reply') => page.locator('.composer .rich').and(page.getByRole('textbox', { name }));
const type = (text) => page.keyboard.type(text);
const press = (key) => page.keyboard.press(key);
const emptied = () => page.waitForFunction(() => document.querySelector('.composer .rich')?.innerText.trim() === '');
const latest = async (ticket) => (await api(`/tickets/${ticket}/conversation`)).items.filter((entry) => entry.kind !== 'event').at(-1);

try {
  await signIn(page);
  await page.request.patch(`${base}/api/v1/me`, { headers: { origin: base }, data: { undo_send: 10 } });
  const { ticket } = await ground(page, base);
  const open = async () => {
    await page.goto(`${base}/desk/open/${ticket}`);
    await box().waitFor();
  };
  await open();

  // Marks by keyboard alone, from the key that begins a reply to the one that sends it.
  await press('r');
  await type('Hello ');
  await press('Control+b');
  await type('there');
  await press('Control+b');
  await type(', see below.');
  await press('Enter');
  await type('- one');
  await press('Enter');
  await type('two');
  await press('Enter');
  await press('Enter');
  await type('Bye :thumbs');
  await page.getByRole('listbox', { name: 'Emoji' }).waitFor();
  await press('Enter');
  await shoot('editor-marks');

  // It is there again after a reload, marks and all.
  await open();
  await page.locator('.composer .rich strong', { hasText: 'there' }).waitFor();
  must((await page.locator('.composer .rich li').count()) === 2, 'the list is gone');
  await box().focus();
  await press('Control+Enter');
  await emptied();
  await page.locator('.entry .rich strong', { hasText: 'there' }).last().waitFor();
  const sent = await latest(ticket);
  must(sent.html === '<p>Hello <strong>there</strong>, see below.</p><ul><li><p>one</p></li><li><p>two</p></li></ul><p>Bye 👍 </p>', `sent as ${sent.html}`);
  must(sent.text.startsWith('Hello there, see below.\n\n- one\n'), `said as ${sent.text}`);
  // Taken back, it has its marks again; and it is sent once.
  await press('Control+z');
  await page.locator('.composer .rich strong', { hasText: 'there' }).waitFor();
  await press('Control+Enter');
  await emptied();

  // A saved reply: by its sign and a few letters, and by the button.
  await box().focus();
  await type('/retu');
  await page.getByRole('option', { name: /Return label/ }).waitFor();
  await shoot('editor-replies');
  await press('Enter');
  await page.locator('.composer .rich', { hasText: 'Your return label is attached.' }).waitFor();
  must(!(await box().innerText()).includes('/retu'), 'the sign stayed');
  await press('Control+a');
  await press('Delete');
  await page.getByRole('button', { name: 'Saved reply', exact: true }).click();
  await page.getByRole('option', { name: /More details/ }).click();
  await page.locator('.composer .rich', { hasText: 'Could you tell us your order number' }).waitFor();

  // A link, by its key.
  await press('Control+a');
  await press('Control+Shift+u');
  await page.getByLabel('Link to').fill('not an address');
  await press('Enter');
  await page.getByText('This is not an address').waitFor();
  await forEverybody();
  await page.getByLabel('Link to').fill('acme.test/help');
  await press('Enter');
  await page.locator('.composer .rich a[href="https://acme.test/help"]').waitFor();
  must((await box().innerText()).trim() === 'Could you tell us your order number, and what you see on the screen?', `it reads ${await box().innerText()}`);

  // A picture that is pasted stands in the text and goes along.
  await press('ArrowRight');
  await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [240, 120];
    const pen = canvas.getContext('2d');
    pen.fillStyle = 'teal';
    pen.fillRect(0, 0, 240, 120);
    const blob = await new Promise((done) => canvas.toBlob(done));
    const data = new DataTransfer();
    data.items.add(new File([blob], 'shot.png', { type: 'image/png' }));
    document.querySelector('.composer .rich').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await page.locator('.composer .rich img[alt="shot.png"]').waitFor();
  await shoot('editor-picture');
  await press('Control+Enter');
  await emptied();
  const shown = page.locator('.entry .rich img[alt="shot.png"]').last();
  await shown.waitFor();
  await shown.evaluate((img) => img.decode());
  must((await latest(ticket)).attachments[0]?.inline, 'the picture is not part of the text');

  // A colleague is asked, and finds the ticket among the mentions; nobody can be asked in what the contact reads.
  await press('Escape');
  await page.getByRole('tab', { name: 'Internal comment' }).click();
  await type('Could @');
  const people = page.getByRole('listbox', { name: /Colleagues/ });
  await people.waitFor();
  const name = (await people.getByRole('option').first().locator('.name').innerText()).trim();
  await shoot('editor-mention');
  await forEverybody();
  await press('Enter');
  await type('look?');
  await press('Control+Enter');
  await page.locator('.entry.comment .mention', { hasText: `@${name}` }).last().waitFor();
  const note = await latest(ticket);
  must(note.text.startsWith(`Could @${name} look?`), `noted as ${note.text}`);
  await shoot('editor-mentioned');
  await page.getByRole('tab', { name: 'Reply' }).click();
  await type('Ask @');
  must((await page.getByRole('listbox', { name: /Colleagues/ }).count()) === 0, 'a contact was to read a mention');
  await press('Control+a');
  await press('Delete');
  await page.getByRole('link', { name: /Mentions of me/ }).click();
  await page.getByText('Nobody asks for you').waitFor();

  // Without the editor the plain field does.
  const bare = await newPage(browser);
  bare.setDefaultTimeout(20_000);
  await bare.route(/\/assets\/index-[^/]*\.js$/, async (route) => {
    const answer = await route.fetch();
    return (await answer.text()).includes('ProseMirror') ? route.abort() : route.fulfill({ response: answer });
  });
  await bare.context().addCookies(await page.context().cookies());
  await bare.goto(`${base}/desk/open/${ticket}`);
  await bare.locator('.composer textarea').fill('Plain words.');
  await bare.keyboard.press('Control+Enter');
  await bare.locator('.entry.agent', { hasText: 'Plain words.' }).last().waitFor();
  must((await latest(ticket)).html === null, 'plain words have marks');

  const faults = page.faults.filter((fault) => !/Failed to load resource/.test(fault));
  must(!faults.length, faults.join('\n'));
} catch (fault) {
  await shoot('editor-fault');
  process.stderr.write(`${fault.stack}\n${page.faults.join('\n')}\n${(await page.innerText('body')).slice(0, 3000)}\n`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
