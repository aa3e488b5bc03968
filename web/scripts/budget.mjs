// Weighs what the browser must load before the desk works, gzip-compressed, and fails above the budget.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const FIRST_KB = 110;
const CHUNK_KB = 40;
const dist = path.resolve(import.meta.dirname, '../dist');
const manifest = JSON.parse(fs.readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8'));
const kb = (file) => zlib.gzipSync(fs.readFileSync(path.join(dist, file)), { level: 9 }).length / 1024;

const first = new Set();
const walk = (key) => {
  if (first.has(key)) return;
  first.add(key);
  (manifest[key].imports ?? []).forEach(walk);
};
walk('index.html');
// Rollup names a page's chunk after the page, or after itself when other chunks need parts of it.
walk(Object.keys(manifest).find((key) => manifest[key].name === 'Desk'));

const total = [...first].reduce((sum, key) => sum + kb(manifest[key].file), 0);
console.log(`first JavaScript (entry and desk): ${total.toFixed(1)} of ${FIRST_KB} KB gz`);
const heavy = Object.entries(manifest)
  .filter(([key, c]) => !first.has(key) && c.file.endsWith('.js') && kb(c.file) > CHUNK_KB)
  .map(([, c]) => `${c.file} ${kb(c.file).toFixed(1)} KB gz`);
if (total > FIRST_KB || heavy.length) {
  console.error('over budget', heavy.join(', '));
  process.exit(1);
}
