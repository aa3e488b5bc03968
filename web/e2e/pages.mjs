// Every page and every part that opens, in one list: axe.mjs tests them, shots.mjs photographs them.
// `open` presses what must be open; `open` by a phone may differ from a desk's, so it looks for what can be seen.
import { settled } from './browser.mjs';

const press = async (page, selector) => {
  await page.locator(`${selector} >> visible=true`).first().click();
  await settled(page);
};
const key = (name) => async (page) => {
  await page.keyboard.press(name);
  await settled(page);
};

/** The first two tickets of the list are selected. */
const selected = async (page) => {
  await press(page, '.listpane .head [aria-pressed]');
  for (const at of [0, 1]) await page.getByRole('option').nth(at).click();
  await settled(page);
};

/** Where things are on this server: its first ticket and its first channel. */
export async function ground(page, base) {
  const get = async (path) => (await (await page.request.get(`${base}/api/v1${path}`)).json()).items ?? [];
  const [ticket] = await get('/tickets?view=open&limit=1');
  const [channel] = await get('/channels');
  const [contact] = await get('/contacts?q=femke&limit=1');
  return { ticket: ticket?.number ?? null, channel: channel?.id ?? null, contact: contact?.id ?? null };
}

export function pages({ ticket, channel, contact }) {
  const desk = [
    { name: 'desk-list', path: '/desk/open' },
    { name: 'desk-mine', path: '/desk/mine' },
    { name: 'desk-nobody', path: '/desk/nobody' },
    { name: 'desk-keys', path: '/desk/open', open: key('?') },
    { name: 'palette', path: '/desk/open', open: key('Control+k') },
    { name: 'palette-found', path: '/search', open: async (page) => (await key('Control+k')(page), await page.keyboard.type('inv'), await settled(page)) },
    { name: 'desk-selected', path: '/desk/open', open: (page) => selected(page) },
    { name: 'desk-tagging', path: '/desk/open', open: async (page) => (await selected(page), await press(page, '.bulk [aria-label="Tags"], .bulk [aria-label="Labels"]')) },
    { name: 'desk-snoozed', path: '/desk/snoozed' },
    { name: 'desk-spam', path: '/desk/spam' },
    { name: 'desk-blocked', path: '/desk/spam', open: (page) => press(page, '.listpane .lead .link') },
    { name: 'desk-view', path: '/desk/open', open: (page) => press(page, '.side h2 .iconbtn'), wide: true },
    { name: 'desk-availability', path: '/desk/open', open: (page) => press(page, '.me-button'), wide: true },
  ];
  const search = [
    { name: 'search', path: '/search' },
    { name: 'search-found', path: '/search?q=a' },
    { name: 'search-none', path: '/search?q=xyzzyx' },
  ];
  const told = [
    { name: 'notifications', path: '/notifications' },
    { name: 'notifications-none', path: '/notifications?show=unread' },
    { name: 'settings-notifications', path: '/settings/me/notifications' },
  ];
  const talk = ticket && [
    { name: 'ticket', path: `/desk/open/${ticket}` },
    { name: 'ticket-owner', path: `/desk/open/${ticket}`, open: (page) => press(page, '.btn.owner') },
    { name: 'ticket-status', path: `/desk/open/${ticket}`, open: (page) => press(page, '.l2 .btn:not(.owner)') },
    { name: 'ticket-snooze', path: `/desk/open/${ticket}`, open: key('z') },
    { name: 'ticket-more', path: `/desk/open/${ticket}`, open: (page) => press(page, '.actions .iconbtn:last-child') },
    { name: 'ticket-merge', path: `/desk/open/${ticket}`, open: key('m') },
    { name: 'ticket-comment', path: `/desk/open/${ticket}`, open: key('n') },
    { name: 'ticket-recipients', path: `/desk/open/${ticket}`, open: (page) => press(page, '.composer .line') },
    { name: 'ticket-details', path: `/desk/open/${ticket}`, open: key(']') },
  ];
  const contacts = [
    { name: 'contacts', path: '/contacts' },
    { name: 'contacts-import', path: '/contacts/import' },
    {
      name: 'contacts-import-columns',
      path: '/contacts/import',
      open: async (page) => {
        const rows = 'Name,E-mail,Company\nFemke de Vries,femke@fjordcycles.example,Fjord\nNew One,new@one.example,\nNo one,no address,';
        await page.locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
        await page.locator('table select').first().waitFor();
      },
    },
    {
      name: 'contacts-import-checked',
      path: '/contacts/import',
      open: async (page) => {
        const rows = 'Name,E-mail,Company\nFemke de Vries,femke@fjordcycles.example,Fjord\nNew One,new@one.example,\nNo one,no address,';
        await page.locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
        await page.locator('form .btn.primary').click();
        await page.locator('#rows').waitFor();
        await settled(page);
      },
    },
    { name: 'contacts-none', path: '/contacts?q=xyzzyx' },
    { name: 'contact-new', path: '/contacts', open: (page) => press(page, '.head .btn.primary') },
  ];
  const one = contact && [
    { name: 'contact', path: `/contacts/${contact}` },
    { name: 'contact-edit', path: `/contacts/${contact}`, open: (page) => press(page, '.head .edit') },
    {
      name: 'contact-merge',
      path: `/contacts/${contact}`,
      open: async (page) => {
        await press(page, '.head .btn');
        await page.locator('.dialog input').fill('sofia');
        await page.locator('.dialog .option').first().click();
        await page.locator('.dialog table').waitFor();
      },
    },
  ];
  const settings = [
    { name: 'settings-me', path: '/settings/me' },
    { name: 'settings-properties', path: '/settings/properties' },
    { name: 'settings-property', path: '/settings/properties', open: (page) => press(page, '.edit') },
    { name: 'settings-property-new', path: '/settings/properties', open: (page) => press(page, '.pagehead .btn') },
    { name: 'settings-saved', path: '/settings/saved-replies' },
    { name: 'settings-saved-one', path: '/settings/saved-replies', open: (page) => press(page, '.edit') },
    { name: 'settings-users', path: '/settings/users' },
    { name: 'settings-user', path: '/settings/users', open: (page) => press(page, 'td .btn') },
    { name: 'settings-teams', path: '/settings/teams' },
    { name: 'settings-team', path: '/settings/teams', open: (page) => press(page, '.card .btn, .pagehead .btn') },
    { name: 'settings-channels', path: '/settings/channels' },
    { name: 'settings-channel-new', path: '/settings/channels/new' },
  ];
  const edit = channel && [
    { name: 'settings-channel', path: `/settings/channels/${channel}` },
    { name: 'settings-automation', path: `/settings/channels/${channel}/automation` },
    { name: 'settings-try', path: `/settings/channels/${channel}/automation`, open: (page) => press(page, '.try .btn') },
  ];
  return [...desk, ...told, ...search, ...contacts, ...(one || []), ...(talk || []), ...settings, ...(edit || [])];
}

/** Pages for who is not signed in. */
export const outside = [
  { name: 'sign-in', path: '/sign-in' },
  { name: 'setup-used', path: '/setup?token=used' },
];
