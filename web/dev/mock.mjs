// A stand-in for the server, FOR LOOKING AT PAGES ONLY: `node dev/mock.mjs 8099`, then open that port.
// It serves dist/ with the product's content security policy and answers from dev/data.mjs, without checking anything.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { channels, conversation, decision, decisions, rules, teams, tickets, users } from './data.mjs';

const dist = path.resolve(import.meta.dirname, '../dist');
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.json': 'application/json' };
const csp = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; frame-ancestors 'none'";
const permissions = ['tickets.work', 'users.manage', 'teams.manage', 'channels.manage', 'contacts.manage', 'operations.see'];
const streams = new Set();
let signedIn = true;
let language = 'en';
let cursor = 0;
/** Whether everything around the server fails: /mock/trouble switches it. */
let trouble = false;

const find = (n) => tickets.find((t) => t.number === Number(n));
const me = () => ({ ...users[0], language, permissions, desk_name: 'Fjord Cycles' });
const inView = (view) => (t) => {
  const open = t.status !== 'closed';
  if (view === 'unassigned') return open && !t.owner;
  if (view === 'mine') return open && t.owner?.kind === 'user' && t.owner.id === 1;
  if (view === 'nobody') return open && t.nobody;
  if (view === 'closed') return !open;
  if (view.startsWith('team:')) return open && t.owner?.kind === 'team' && t.owner.id === Number(view.slice(5));
  return open;
};
const views = () => ['unassigned', 'mine', 'open', 'nobody', 'closed', ...teams.map((t) => `team:${t.id}`)].map((key) => ({ key, count: tickets.filter(inView(key)).length }));
function emit(kind, ticket, data = {}, actor = { kind: 'system' }) {
  const event = JSON.stringify({ cursor: ++cursor, at: new Date().toISOString(), actor, kind, ticket, data });
  for (const s of streams) s.write(`id: ${cursor}\nevent: ${kind}\ndata: ${event}\n\n`);
}
function touch(t, change) {
  Object.assign(t, change, { version: t.version + 1, updated_at: new Date().toISOString() });
  tickets.sort((a, b) => b.updated_at.localeCompare(a.updated_at));
  emit('ticket.changed', t.number);
  emit('view.counts', null, { items: views() });
  return t;
}
const page = (items) => ({ items, next: null });

const routes = [
  ['GET', '/setup', (r) => (r.query.token === 'used' ? [410, { code: 'setup.gone', detail: 'gone' }] : { ok: true, kind: r.query.token === 'invite' ? 'invite' : 'first_admin', name: r.query.token === 'invite' ? 'Priya Sharma' : null, email: r.query.token === 'invite' ? 'priya@fjord.example' : null })],
  ['POST', '/setup', () => ((signedIn = true), [201, me()])],
  ['GET', '/session', () => (signedIn ? me() : [401, { code: 'sign_in.required', detail: 'Sign in first.' }])],
  ['POST', '/session', (r) => (r.body.password === 'wrong' ? [401, { code: 'sign_in.failed', detail: 'That e-mail and password do not belong together.' }] : ((signedIn = true), me()))],
  ['DELETE', '/session', () => ((signedIn = false), [204])],
  ['GET', '/sessions', () => page([{ id: 1, current: true, created_at: new Date(Date.now() - 8e7).toISOString(), last_seen_at: new Date().toISOString(), browser: 'Firefox on Linux', address: '192.0.2.10' }, { id: 2, current: false, created_at: new Date(Date.now() - 9e8).toISOString(), last_seen_at: new Date(Date.now() - 9e7).toISOString(), browser: 'Safari on iPhone', address: '198.51.100.7' }])],
  ['DELETE', '/sessions/(\\d+)', () => [204]],
  ['GET', '/me', () => me()],
  ['PATCH', '/me', (r) => (Object.assign(users[0], r.body), (language = r.body.language ?? language), me())],
  ['POST', '/me/password', (r) => (r.body.current === 'wrong' ? [422, { code: 'invalid', detail: 'Not right.', errors: [{ field: 'current', code: 'wrong', detail: 'That is not your password.' }] }] : [204])],
  ['PUT', '/me/availability', (r) => ((users[0].availability = { ...users[0].availability, reason: null, until: null, ...r.body }), me())],
  ['PUT', '/users/(\\d+)/availability', (r) => { const u = users.find((x) => x.id === Number(r.args[0])); u.availability = { ...u.availability, ...r.body }; return u; }],
  ['GET', '/users', () => page(users)],
  ['POST', '/users', (r) => { const u = { ...users[1], ...r.body, id: users.length + 1, load: { open: 0, most: r.body.capacity?.all ?? null } }; users.push(u); return [201, { user: u, invite_link: '/setup?token=abc123' }]; }],
  ['PATCH', '/users/(\\d+)', (r) => Object.assign(users.find((u) => u.id === Number(r.args[0])), r.body)],
  ['POST', '/users/(\\d+)/invite', () => ({ invite_link: '/setup?token=again' })],
  ['GET', '/teams', () => page(teams)],
  ['POST', '/teams', (r) => { const t = { id: teams.length + 1, open: 0, ...r.body }; teams.push(t); return [201, t]; }],
  ['PATCH', '/teams/(\\d+)', (r) => Object.assign(teams.find((t) => t.id === Number(r.args[0])), r.body)],
  ['DELETE', '/teams/(\\d+)', () => [409, { code: 'team.in_use', detail: 'The rule of Support names this team. Take it out there first.' }]],
  ['GET', '/contacts/(\\d+)', (r) => { const t = tickets.find((x) => x.contact.id === Number(r.args[0])); return { ...t.contact, addresses: [{ kind: 'email', value: t.contact.email, verified: true }], created_at: '2023-03-04T10:00:00Z', tickets: tickets.filter((x) => x.contact.id === t.contact.id).slice(0, 5) }; }],
  ['PATCH', '/contacts/(\\d+)', (r) => { const owner = users.find((u) => u.id === r.body.owner) ?? null; for (const t of tickets) if (t.contact.id === Number(r.args[0])) t.contact_owner = owner && { id: owner.id, name: owner.name }; return { owner: owner && { id: owner.id, name: owner.name } }; }],
  ['GET', '/statuses', () => page([])],
  ['GET', '/tags', () => page(['vat', 'vip', 'return', 'login'])],
  ['GET', '/channels', () => page(channels)],
  ['POST', '/channels', (r) => { const c = { ...channels[0], ...r.body, id: channels.length + 1 }; channels.push(c); rules[c.id] = structuredClone(rules[2]); return [201, c]; }],
  ['POST', '/channels/check', () => ({ imap: { ok: true, detail: 'Signed in; 1,204 messages in INBOX.' }, smtp: { ok: false, detail: 'smtp.fjord.example refused the password (535).' } })],
  ['GET', '/channels/(\\d+)', (r) => channels.find((c) => c.id === Number(r.args[0])) ?? [404, { code: 'not_found', detail: 'There is no such channel.' }]],
  ['PATCH', '/channels/(\\d+)', (r) => Object.assign(channels.find((c) => c.id === Number(r.args[0])), r.body)],
  ['GET', '/channels/(\\d+)/rule', (r) => rules[r.args[0]]],
  ['PUT', '/channels/(\\d+)/rule', (r) => (r.ifMatch && r.ifMatch !== rules[r.args[0]].version ? [412, { code: 'rule.changed', detail: 'Somebody else saved this rule.', current: rules[r.args[0]] }] : (rules[r.args[0]] = { ...rules[r.args[0]], version: rules[r.args[0]].version + 1, rule: r.body.rule }))],
  ['POST', '/channels/(\\d+)/try', () => decision(null, 0)],
  ['GET', '/views', () => page(views())],
  ['GET', '/tickets', (r) => { const all = tickets.filter(inView(r.query.view)); const from = Number(r.query.cursor ?? 0); const to = from + Number(r.query.limit ?? 50); return { items: all.slice(from, to), next: to < all.length ? String(to) : null }; }],
  ['POST', '/tickets', (r) => { const t = { ...structuredClone(tickets[3]), ...r.body, number: Math.max(...tickets.map((x) => x.number)) + 1, version: 1, status: 'new', owner: null, channel: tickets[0].channel, contact: { ...tickets[3].contact, ...r.body.contact, name: r.body.contact.name || r.body.contact.email }, updated_at: new Date().toISOString(), created_at: new Date().toISOString() }; tickets.unshift(t); emit('ticket.created', t.number); return [201, t]; }],
  ['GET', '/tickets/(\\d+)', (r) => find(r.args[0]) ?? [404, { code: 'not_found', detail: 'There is no such ticket.' }]],
  ['PATCH', '/tickets/(\\d+)', (r) => (r.body.subject === 'conflict' ? [412, { code: 'ticket.changed', detail: 'changed', current: touch(find(r.args[0]), { owner: null, status: 'waiting_on_us' }) }] : touch(find(r.args[0]), r.body))],
  ['PUT', '/tickets/(\\d+)/owner', (r) => touch(find(r.args[0]), { owner: r.body.user ? { kind: 'user', id: r.body.user, name: users.find((u) => u.id === r.body.user).name } : r.body.team ? { kind: 'team', id: r.body.team, name: teams.find((t) => t.id === r.body.team).name } : null })],
  ['GET', '/tickets/(\\d+)/conversation', () => page(conversation)],
  ['GET', '/tickets/(\\d+)/decisions', () => page(decisions)],
  ['POST', '/tickets/(\\d+)/(replies|comments)', (r) => { if (/fail/.test(r.body.text)) return [500, { code: 'internal', detail: 'The message could not be stored.' }]; const e = r.args[1] === 'comments' ? { ...conversation[3], id: conversation.length + 1, text: r.body.text } : { ...conversation[2], id: conversation.length + 1, text: r.body.text, state: 'queued' }; e.at = new Date().toISOString(); conversation.push(e); if (r.body.status) touch(find(r.args[0]), { status: r.body.status }); return [201, e]; }],
  ['POST', '/attachments', (r) => [201, { id: 9, name: r.query.name, media_type: 'text/plain', size: r.raw.length }]],
  ['GET', '/messages/(\\d+)/html', () => ({ html: '<!doctype html><body style="font:15px sans-serif"><p>Hi,</p><p>Invoice <b>2026-0417</b> still carries the <i>VAT number</i> of our old legal entity.</p></body>' })],
  ['GET', '/health', () => ({ state: trouble ? 'degraded' : 'ok', parts: [
    { part: 'database', channel: null, state: 'ok', since: new Date().toISOString(), sentence: null, detail: null },
    { part: 'disk', channel: null, state: trouble ? 'down' : 'ok', since: new Date(Date.now() - 4e6).toISOString(), sentence: trouble ? 'The server’s disk is full: nothing new can be stored, reading still works.' : null, detail: trouble ? 'There is no room left on the server (/srv/wissel: 12 KiB). Make room; everything goes on by itself then.' : null },
    ...channels.map((c, i) => ({ part: i ? 'sending' : 'receiving', channel: { id: c.id, name: c.name, address: c.settings?.address ?? null }, state: trouble ? 'down' : 'ok', since: new Date(Date.now() - 2e6).toISOString(), sentence: trouble ? 'its mail server does not answer' : null, detail: trouble ? 'imap.fjord.example did not answer in time. Check the port and the kind of security; if they are right, wait.' : null })),
  ] })],
  ['GET', '/mock/trouble', () => { trouble = !trouble; emit('health.changed', null); return { trouble }; }],
  // Not part of the API: makes something happen, for trying the live list. /mock/new, /mock/mine.
  ['GET', '/mock/(new|mine)', (r) => { const t = { ...structuredClone(tickets[5]), number: Math.max(...tickets.map((x) => x.number)) + 1, version: 1, subject: 'Fresh from the mail server', status: 'new', owner: r.args[0] === 'mine' ? { kind: 'user', id: 1, name: 'Maud Visser' } : null, updated_at: new Date().toISOString() }; tickets.unshift(t); emit('ticket.created', t.number); if (t.owner) emit('ticket.assigned', t.number, {}, { kind: 'router' }); emit('view.counts', null, { items: views() }); return t; }],
];

async function api(req, res, url) {
  const chunks = [];
  for await (const c of req) chunks.push(c);
  const raw = Buffer.concat(chunks);
  const where = url.pathname.slice('/api/v1'.length);
  for (const [method, shape, answer] of routes) {
    const m = new RegExp(`^${shape}$`).exec(where);
    if (!m || method !== req.method) continue;
    const json = req.headers['content-type']?.includes('json') && raw.length ? JSON.parse(raw) : {};
    const got = answer({ args: m.slice(1), query: Object.fromEntries(url.searchParams), body: json, raw, ifMatch: Number(req.headers['if-match']?.replaceAll('"', '')) });
    const [status, body] = Array.isArray(got) ? got : [200, got];
    if (body?.html) return res.writeHead(200, { 'content-type': 'text/html' }).end(body.html);
    return res.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' }).end(body ? JSON.stringify({ status, ...body }) : undefined);
  }
  res.writeHead(404, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ status: 404, code: 'not_found', detail: `No ${req.method} ${where}` }));
}

http.createServer((req, res) => {
  const url = new URL(req.url, 'http://localhost');
  if (url.pathname === '/api/v1/events') {
    res.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n');
    streams.add(res);
    return req.on('close', () => streams.delete(res));
  }
  if (url.pathname.startsWith('/api/')) return void api(req, res, url);
  const file = path.join(dist, path.normalize(url.pathname));
  const found = fs.existsSync(file) && fs.statSync(file).isFile() ? file : path.join(dist, 'index.html');
  res.writeHead(200, { 'content-type': types[path.extname(found)] ?? 'application/octet-stream', 'content-security-policy': csp }).end(fs.readFileSync(found));
}).listen(Number(process.argv[2] ?? 8099), '127.0.0.1', function () { console.log(`http://127.0.0.1:${this.address().port}`); });
