// Colours live in styles/tokens.css only: anything else would miss the dark theme and the contrast check.
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const faults = [];
for (const folder of ['src', 'styles']) {
  for (const file of fs.readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })) {
    if (!file.isFile() || !/\.(svelte|css)$/.test(file.name) || file.name === 'tokens.css') continue;
    const lines = fs.readFileSync(path.join(file.parentPath, file.name), 'utf8').split('\n');
    lines.forEach((line, i) => {
      if (/[:\s(,]#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/i.test(line.replace(/&#\d+;|href="#[^"]*"/g, ''))) faults.push(`${file.name}:${i + 1} ${line.trim()}`);
    });
  }
}
if (faults.length) {
  console.error('colours outside tokens.css:\n' + faults.join('\n'));
  process.exit(1);
}
