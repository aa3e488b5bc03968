// Checks that both languages hold the same keys with the same variables, that every key the
// source names exists and every key is used somewhere, and writes the typed list of keys.
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
/** The pages' own files: what the server reads is its own. */
const FILES = ['web', 'settings', 'contacts', 'notifications'];
const read = (language) => FILES.map((file) => fs.readFileSync(path.join(root, `../locales/${language}/${file}.ftl`), 'utf8')).join('\n');

/** key → sorted variable names, read off the text: a message runs until the next line that starts with a letter. */
export function messages(text) {
  const found = new Map();
  for (const block of text.split(/\n(?=[a-z][\w-]*\s*=)/)) {
    const key = /^([a-z][\w-]*)\s*=/m.exec(block)?.[1];
    if (!key) continue;
    if (found.has(key)) throw new Error(`${key} is there twice`);
    const names = [...block.matchAll(/\{\s*(?:[A-Z]+\()?\$(\w+)/g)].map((m) => m[1]);
    found.set(key, [...new Set(names)].sort().join(' '));
  }
  return found;
}

function sources(folder) {
  return fs.readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((f) => f.isFile() && /\.(svelte|ts)$/.test(f.name) && !/l10n-keys\.ts$|\.test\.ts$/.test(f.name))
    .map((f) => fs.readFileSync(path.join(f.parentPath, f.name), 'utf8'))
    .join('\n');
}

const en = messages(read('en'));
const nl = messages(read('nl'));
const code = sources(path.join(root, 'src'));
const faults = [];
for (const key of en.keys()) if (!nl.has(key)) faults.push(`missing in nl: ${key}`);
for (const key of nl.keys()) if (!en.has(key)) faults.push(`missing in en: ${key}`);
for (const [key, names] of en) if (nl.has(key) && nl.get(key) !== names) faults.push(`${key}: en uses (${names}), nl uses (${nl.get(key)})`);

const literals = new Set([...code.matchAll(/['"`]([a-z][\w]*(?:-[\w]+)*)['"`]/g)].map((m) => m[1]));
// Keys made in place, such as tr(`status-${key}`), are known by what stands before the first ${.
const prefixes = [...code.matchAll(/`([a-z][\w-]*-)\$\{/g)].map((m) => m[1]);
for (const key of en.keys()) {
  if (!literals.has(key) && !prefixes.some((p) => key.startsWith(p))) faults.push(`used nowhere: ${key}`);
}
if (faults.length) {
  console.error(faults.join('\n'));
  process.exit(1);
}

const list = [...en.keys()].map((k) => `  | '${k}'`).join('\n');
const text = `// Made by scripts/l10n-keys.mjs from locales/en/{web,settings,contacts,notifications}.ftl; do not edit.\nexport type Key =\n${list};\n`;
const target = path.join(root, 'src/lib/l10n-keys.ts');
if (!fs.existsSync(target) || fs.readFileSync(target, 'utf8') !== text) fs.writeFileSync(target, text);
console.log(`${en.size} texts, en and nl agree`);
