// Somebody follows a link to a ticket, is asked to sign in, and is then where the link led.
// Needs WISSEL_URL, WISSEL_EMAIL, WISSEL_PASSWORD.
import { base, launch, newPage } from './browser.mjs';

const browser = await launch();
const page = await newPage(browser);
try {
  await page.goto(`${base}/desk/mine`);
  await page.getByLabel('E-mail').fill(process.env.WISSEL_EMAIL);
  await page.getByLabel('Password').fill(process.env.WISSEL_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'My open' }).waitFor({ timeout: 10_000 });
  if (new URL(page.url()).pathname !== '/desk/mine') throw new Error(`the link led to ${page.url()}`);
} finally {
  await browser.close();
}
