// Builds the site in the current folder and prints path → decoded address of each page, which is a
// file of the built site.
import fs from 'node:fs';
import path from 'node:path';
import { build, resolveConfig } from 'vitepress';

const root = ['.', 'docs'].find((folder) => fs.existsSync(path.join(folder, '.vitepress')));
const print = console.log;
console.log = console.info = () => {};
const config = await resolveConfig(root, 'build', 'production');
await build(root);

const { base } = config.site;
const { hostname } = config.userConfig.sitemap ?? {};
const dynamic = new Map(config.dynamicRoutes.routes.map((one) => [one.path, one.route]));
const files = new Set();
const found = {};
for (const page of config.pages) {
  const to = config.rewrites.map[page] ?? page;
  const file = to.replace(/\.md$/, '.html');
  if (!fs.statSync(path.join(config.outDir, file)).isFile()) throw new Error(`no page: ${file}`);
  files.add(file);
  const shown = to.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, config.cleanUrls ? '' : '.html');
  const id = path.relative('.', path.join(config.srcDir, page)).normalize('NFC');
  if (!dynamic.has(page)) found[id] = (hostname ? new URL(hostname).origin : '') + (base + shown).normalize('NFC');
}
for (const file of fs.readdirSync(config.outDir, { recursive: true })) {
  const known = files.has(file) || file === '404.html';
  if (file.endsWith('.html') && !known) throw new Error(`a page of no post: ${file}`);
}
print(JSON.stringify(found));
