// Weighs what the browser must load before the desk works, gzip-compressed, and fails above the budget.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const FIRST_KB = 110;
const CHUNK_KB = 40;
const EDITOR_KB = 130;
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
// Everything else is fetched when it is needed. What people write in may weigh more than a page; it lives in src/editor.
const later = Object.entries(manifest)
  .filter(([key, c]) => !first.has(key) && c.file.endsWith('.js'))
  .map(([key, c]) => ({ file: c.file, weight: kb(c.file), most: key.startsWith('src/editor/') ? EDITOR_KB : CHUNK_KB }))
  .sort((a, b) => b.weight - a.weight);
if (later[0]) console.log(`heaviest of ${later.length} fetched later: ${later[0].file}, ${later[0].weight.toFixed(1)} of ${later[0].most} KB gz`);
const heavy = later.filter((c) => c.weight > c.most).map((c) => `${c.file} ${c.weight.toFixed(1)} of ${c.most} KB gz`);
if (total > FIRST_KB || heavy.length) {
  console.error('over budget', heavy.join(', '));
  process.exit(1);
}
