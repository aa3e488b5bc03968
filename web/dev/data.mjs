// Made-up people and tickets for dev/mock.mjs. FOR LOOKING AT PAGES ONLY: never shipped, never the truth about the server.

const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
const none = { all: null, email: null, form: null, chat: null, whatsapp: null, calling: null };
const person = (id, name, open, most, extra = {}) => ({
  id, name, email: `${name.split(' ')[0].toLowerCase()}@fjord.example`, role: 'agent', seat: true, access: 'all', language: 'en',
  time_zone: 'Europe/Amsterdam', active: true, main_team: 1, extra_teams: [],
  availability: { state: 'available', reason: null, since: ago(200), until: null, set_by: null },
  load: { open, most }, capacity: { ...none, all: most }, ...extra,
});
const away = (reason, until) => ({ availability: { state: 'away', reason, since: ago(60), until, set_by: null } });

export const users = [
  person(1, 'Maud Visser', 5, 12, { role: 'admin', extra_teams: [2] }),
  person(2, 'Joris Mulder', 7, 12),
  person(3, 'Ruben Smit', 9, 12, { main_team: 2 }),
  person(4, 'Lotte Bakker', 6, 6, { extra_teams: [3] }),
  person(5, 'Sven Lindqvist', 3, 12, { main_team: 2, ...away('Training', new Date(Date.now() + 3_600_000).toISOString()) }),
  person(6, 'Priya Sharma', 4, null, { main_team: 3 }),
  person(7, 'Tomás Okafor', 0, 12, { seat: false, main_team: null }),
];
export const teams = [
  { id: 1, name: 'Billing', main: [1, 2, 4], extra: [], open: 18 },
  { id: 2, name: 'Technical', main: [3, 5], extra: [1], open: 12 },
  { id: 3, name: 'Returns and warranty', main: [6], extra: [4], open: 4 },
];
export const settings = {
  address: 'support@fjord.example', from_name: 'Fjord Cycles', signature: 'Fjord Cycles, Utrecht', receive: 'imap',
  imap: { host: 'imap.fjord.example', port: 993, security: 'tls', user: 'support@fjord.example', auth: 'password', folder: 'INBOX', poll_seconds: 60 },
  smtp: { host: 'smtp.fjord.example', port: 465, security: 'tls', user: 'support@fjord.example', auth: 'password' },
  oauth2: null, plus_addressing: true, reopen_days: 14, after_reopen_window: 'follow_up', max_attachment_mb: 25,
};
const fine = { state: 'ok', since: ago(9000), sentence: null, detail: null };
export const channels = [
  { id: 1, kind: 'email', name: 'Support', active: true, address: 'support@fjord.example', settings, health: { state: 'ok', detail: null, receiving: fine, sending: fine, last_in_at: ago(2), last_error: null, last_error_at: null }, rule_version: 3, secrets_set: ['imap_password', 'smtp_password'] },
  { id: 2, kind: 'email', name: 'Billing', active: true, address: 'billing@fjord.example', settings: { ...settings, address: 'billing@fjord.example' }, health: { state: 'error', detail: 'The mail server refused the password.', receiving: { state: 'error', since: ago(40), sentence: 'its mail server does not let us in', detail: 'The mail server refused the password.' }, sending: fine, last_in_at: ago(240), last_error: 'The mail server refused the password (NO AUTHENTICATIONFAILED).', last_error_at: ago(12) }, rule_version: 1, secrets_set: ['imap_password'] },
];
export const rules = {
  1: { version: 3, rule: { assign: 'users_and_teams', users: [3, 7], teams: [1], fallback: { users: [], teams: [] }, distribution: 'balanced', only_available: true, when_nobody: { do: 'leave_unassigned' } }, broken: [{ kind: 'user', id: 7, name: 'Tomás Okafor', reason: 'no_seat', sentence: 'Has no service seat, so is skipped.' }] },
  2: { version: 1, rule: { assign: 'no_one', users: [], teams: [], fallback: { users: [], teams: [] }, distribution: 'balanced', only_available: true, when_nobody: { do: 'leave_unassigned' } }, broken: [] },
};
const subjects = ['Invoice 2026-0417 shows the wrong VAT number', 'SSO with Entra ID loops back to the login page', 'How do I move our account to yearly billing?', 'Password reset mail never arrives', 'Kan niet inloggen na wijzigen e-mailadres', 'Retour aanmelden voor bestelling 2029087', 'API rate limit on the search endpoint', 'Chain guard arrived bent', 'Factuur dubbel ontvangen', 'Quote for 40 seats'];
const contacts = [['Femke de Vries', 'Fjord Cycles'], ['Tomás Okafor', 'Haven Logistics'], ['Daan Visser', 'Papyrus Print'], ['Amara Lindqvist', null], ['Grace Bakker', 'Northbeam'], ['Lotte Mulder', 'Klaverblad Coop']];
const states = ['open', 'open', 'new', 'waiting_on_contact', 'open', 'waiting_on_us', 'new', 'closed'];
const owners = [{ kind: 'user', id: 1, name: 'Maud Visser' }, null, { kind: 'user', id: 2, name: 'Joris Mulder' }, { kind: 'team', id: 1, name: 'Billing' }, null];

export const tickets = Array.from({ length: 260 }, (_, i) => {
  const [name, company] = contacts[i % contacts.length];
  const owner = owners[i % owners.length];
  return {
    number: 20480 - i, version: 1, subject: subjects[i % subjects.length], status: i === 0 ? 'open' : states[i % states.length], priority: ['normal', 'high', 'normal', 'low', 'urgent'][i % 5],
    channel: { id: 1, kind: 'email', name: 'Support' }, contact: { id: 1 + (i % contacts.length), name, company, email: `${name.split(' ')[0].toLowerCase()}@example.com` }, contact_owner: null, properties: [], follows: null, team: owner?.kind === 'team' ? owner.id : null,
    owner, preview: 'Any news? Our month-end closes on Friday and I would like to book this before then.', unread: i % 4 === 1,
    nobody: !owner && i % 3 === 1 ? { since: ago(i), sentence: 'Everybody in Billing is away or full.' } : null,
    created_at: ago(i * 7 + 300), updated_at: ago(i * 7), tags: i % 2 ? [] : ['vat', 'vip'], closed_at: null, waiting: null, allowed: ['reply', 'comment', 'assign', 'change'],
  };
});

const candidate = (id, eligible, chosen, reason, sentence) => {
  const u = users.find((x) => x.id === id);
  return { user: { id, name: u.name }, eligible, chosen, reason, sentence, open: u.load.open, most: u.load.most, last_assigned_at: ago(90 + id) };
};
export const decision = (id, minutes, extra = {}) => ({
  id, at: ago(minutes), channel: { id: 1, name: 'Support' }, rule_version: 3, current: true, by: 'router', outcome: { kind: 'assigned', owner: owners[0] },
  headline: 'Assigned to Maud Visser, who had the fewest open tickets.',
  sentences: ['The rule of Support assigns to users and teams: Ruben Smit, Tomás Okafor and team Billing.', '3 of 6 people could take it; the others were away, full or without a seat.', 'Balanced: Maud Visser had 5 open, Joris Mulder 7, Ruben Smit 9.'],
  steps: [{ step: 'candidates', candidates: [candidate(1, true, true, null, 'Fewest open tickets'), candidate(2, true, false, null, 'Could take it'), candidate(3, true, false, null, 'Could take it'), candidate(4, false, false, 'full', '6 of 6 open'), candidate(5, false, false, 'away', 'Away until 14:30: Training'), candidate(7, false, false, 'no_seat', 'No service seat')] }],
  distribution: 'balanced', tie_break: null, seed: null, ...extra,
});
export const decisions = [decision(2, 100), decision(1, 300, { current: false, rule_version: 2, outcome: { kind: 'nobody', then: 'left_unassigned' }, headline: 'Nobody could take it; left unassigned.', sentences: ['Everybody in Billing was away.'] })];

const author = (kind, id, name) => ({ kind, id, name });
const mail = (id, minutes, direction, who, text, extra = {}) => ({ id, message: id, kind: 'message', at: ago(minutes), author: who, direction, from: 'Femke de Vries <femke@example.com>', to: direction === 'in' ? ['support@fjord.example'] : ['femke@example.com'], cc: [], subject: subjects[0], text, quoted: null, has_html: false, state: direction === 'in' ? 'received' : 'sent', error: null, attachments: [], left_out: [], automatic: false, ...extra });
export const conversation = [
  mail(1, 300, 'in', author('contact', 1, 'Femke de Vries'), 'Hi,\n\nInvoice 2026-0417 still carries the VAT number of our old legal entity. Could you reissue it, and check whether the September one has the same problem? It is here: https://portal.fjord.example/invoices/2026-0417.\n\nThanks,\nFemke', { has_html: true, attachments: [{ id: 1, name: 'invoice-2026-0417.pdf', media_type: 'application/pdf', size: 84211, inline: false }] }),
  { id: 2, kind: 'event', at: ago(299), author: author('router', null, 'Wissel'), event: 'ticket.assigned', sentence: 'Assigned to Maud Visser by the rule of Support.', decision: 2 },
  mail(3, 200, 'out', author('user', 1, 'Maud Visser'), 'Hi Femke,\n\nThanks for the clear description. The invoice run of 3 October started a few minutes before your change was saved, so it used the old number. I have asked finance to reissue 2026-0417; you will get it today.\n\nI am checking September now.'),
  { id: 4, kind: 'comment', at: ago(170), author: author('user', 1, 'Maud Visser'), text: 'Joris, can you confirm that credit note plus reissue is right here, rather than editing in place? They are on the yearly plan.', attachments: [] },
  { id: 5, kind: 'comment', at: ago(150), author: author('user', 2, 'Joris Mulder'), text: 'Credit note and new invoice. Never edit in place once it has been sent.', attachments: [] },
  mail(6, 20, 'in', author('contact', 1, 'Femke de Vries'), 'Great, thank you! One more thing: the corrected invoice should go to finance@fjordcycles.example instead of to me.', { quoted: 'On Sunday Maud Visser wrote:\n> Hi Femke,\n> Thanks for the clear description.' }),
  mail(7, 4, 'out', author('user', 1, 'Maud Visser'), 'Done, it is on its way to finance@fjordcycles.example.', { state: 'failed', error: 'The mail server refused the address (550 no such user).' }),
];
