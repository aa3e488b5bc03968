// Contacts as somebody who runs a support team uses them, on the demo desk: find, change, merge and undo, import with a check
// first, export. Needs WISSEL_URL, WISSEL_EMAIL, WISSEL_PASSWORD; with SHOTS, a folder, it leaves pictures there.
import fs from 'node:fs';
import { base, launch, newPage, signIn } from './browser.mjs';

const { SHOTS } = process.env;
const browser = await launch();
const page = await newPage(browser);
page.setDefaultTimeout(15_000);
const shoot = async (name) => SHOTS && (await page.screenshot({ path: `${SHOTS}/${name}.png` }));
const must = (ok, told) => {
  if (!ok) throw new Error(told);
};

try {
  await signIn(page);
  // From the desk by the keyboard alone: the list is a link away, the search box a key.
  await page.goto(`${base}/desk/open`);
  await page.getByRole('link', { name: 'Contacts', exact: true }).press('Enter');
  await page.getByRole('heading', { name: 'Contacts' }).waitFor();
  await page.locator('.contact-row').first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('femke');
  await page.getByRole('link', { name: /Femke de Vries/ }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll('.contact-row').length === 1);
  must(new URL(page.url()).search === '?q=femke', `the address says ${page.url()}`);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Femke de Vries' }).waitFor();
  await page.getByText('Invoice 2026-0417').first().waitFor();
  await shoot('contact');

  // A second address, put first; then taken away, and put back.
  await page.getByRole('button', { name: 'Add address' }).click();
  await page.getByLabel('E-mail', { exact: true }).fill('femke@home.example');
  await page.getByRole('button', { name: 'Add address' }).click();
  await page.getByRole('button', { name: 'Put femke@home.example first' }).click();
  await page.getByText('Made femke@home.example the first address').waitFor();
  await page.getByRole('button', { name: 'Remove femke@home.example' }).click();
  await page.getByText('femke@home.example was removed.').waitFor();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('button', { name: 'Remove femke@home.example' }).waitFor();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('dialog').getByLabel('Company').fill('Fjord Cycles BV');
  await page.keyboard.press('Enter');
  await page.getByText('Changed the company to Fjord Cycles BV').waitFor();

  // Two who are one: what goes where is shown first, and it is undone.
  const mine = page.url();
  await page.getByRole('button', { name: 'Merge', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('The other contact').fill('sofia');
  await dialog.getByRole('button', { name: /Sofia Lund/ }).click();
  await dialog.getByText('Sofia Lund goes into Femke de Vries').waitFor();
  await shoot('contact-merge');
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
  await page.getByText('Sofia Lund is now part of this contact.').waitFor();
  await page.getByText('sofia@fjordcycles.example').first().waitFor();
  await page.getByText('Merged Sofia Lund into this contact').waitFor();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByText('The two are two contacts again.').waitFor();
  must(!(await page.getByRole('button', { name: /Remove sofia/ }).count()), 'her address came back with her');
  must(page.url() === mine, `undoing led to ${page.url()}`);

  // A file: its columns are guessed, every row says what would come of it, and only then something happens.
  await page.goto(`${base}/contacts`);
  await page.getByRole('link', { name: 'Import', exact: true }).click();
  const rows = 'Naam;E-mail;Bedrijf\nNieuwe Klant;nieuw@klant.example;Klant BV\nFemke;femke@fjordcycles.example;\nFout;geen adres;';
  await page.locator('input[type=file]').setInputFiles({ name: 'klanten.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
  await page.getByLabel('What Bedrijf is').waitFor();
  must((await page.getByLabel('What Bedrijf is').inputValue()) === 'company', 'the column was not guessed');
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.getByText('Nothing is changed yet. One new contact').waitFor();
  await page.getByText('“geen adres” is not an e-mail address.').waitFor();
  await shoot('contacts-import');
  const refused = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the refused row' }).click();
  const text = fs.readFileSync(await (await refused).path(), 'utf8');
  must(text.includes('Fout') && text.includes('is not an e-mail address'), `the file of refused rows says: ${text}`);
  await page.getByRole('button', { name: 'Import one contact' }).click();
  await page.getByText('Done. One new contact').waitFor();
  await page.getByRole('link', { name: 'See the contacts' }).click();
  await page.getByRole('link', { name: /Nieuwe Klant/ }).waitFor();

  const file = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export' }).click();
  const all = fs.readFileSync(await (await file).path(), 'utf8');
  must(all.includes('nieuw@klant.example') && all.split('\n').length > 5, 'the export lacks somebody');
  if (page.faults.length) throw new Error(`the browser complained: ${page.faults.join(' | ')}`);
} catch (fault) {
  await shoot('contacts-fault');
  process.stderr.write(`${fault.stack}\nat ${page.url()}\n${(await page.innerText('body')).slice(0, 3000)}\n`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
