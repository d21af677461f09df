// Builds the site in the current folder, with a mark in each Markdown file, and prints path →
// decoded address of each file of `src/pages` and of Starlight's documents whose mark is in a page.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const config = (await import(path.resolve('astro.config.mjs'))).default;
const { site = 'https://ex.jp', base = '/', trailingSlash } = config;
const usesStarlight = fs.readFileSync('package.json', 'utf8').includes('@astrojs/starlight');
const routed = usesStarlight ? /^[^/]+\/(pages|content\/docs)\// : /^[^/]+\/pages\//;

const ids = fs.readdirSync('.', { recursive: true })
  .filter((file) => /\.(md|mdx|markdown)$/.test(file));
ids.forEach((id, number) => fs.appendFileSync(id, `\nthe-mark-${number}-ends\n`));
execFileSync(process.execPath, ['../node_modules/astro/bin/astro.mjs', 'build'], { stdio: ['ignore', 2, 2] });

function address(file) {
  const folder = file.replace(/(^|\/)index\.html$/, '$1');
  const shown = trailingSlash === 'never' && folder !== file ? folder.replace(/\/$/, '') : folder;
  const isFile = config.build?.format === 'file';
  return path.posix.join('/', base, isFile ? file : shown || (trailingSlash === 'never' ? '' : '/'));
}

const found = {};
for (const file of fs.readdirSync('dist', { recursive: true }).filter((one) => one.endsWith('.html'))) {
  if (/(^|\/)404(\/index)?\.html$/.test(file)) continue; // shown for what is not there
  const html = fs.readFileSync(path.join('dist', file), 'utf8');
  const marks = new Set([...html.matchAll(/the-mark-(\d+)-ends/g)].map((mark) => ids[Number(mark[1])]));
  const canonical = html.match(/rel="canonical" href="([^"]*)"/)?.[1];
  const stated = new URL(address(file).split('/').map(encodeURIComponent).join('/'), site).href;
  const plain = (href) => decodeURIComponent(href.replaceAll('&#38;', '&').replaceAll('&#39;', "'"));
  if (canonical && plain(canonical) !== plain(stated)) throw new Error(`${canonical} is not ${stated}`);
  if (marks.size > 1) throw new Error(`several posts in ${file}: ${[...marks]}`);
  for (const id of [...marks].filter((one) => routed.test(one))) {
    const shown = (config.site ? new URL(site).origin : '') + address(file).normalize('NFC');
    const before = found[id.normalize('NFC')];
    // Starlight shows a document in each language that has no translation of it, too
    if (!before || shown.length < before.length) found[id.normalize('NFC')] = shown;
  }
}
console.log(JSON.stringify(found));
