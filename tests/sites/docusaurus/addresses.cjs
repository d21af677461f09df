// Prints path → decoded address of each page of the site built in a folder, in the language whose
// file it is. A page that is not listed is left out: only who knows its address comes there.
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');

const home = path.resolve(process.argv[2]);
const top = process.cwd();
const of = createRequire(path.join(home, 'node_modules', 'x.js'));
const { loadSite } = of('@docusaurus/core/lib/server/site.js');
const { applyTrailingSlash } = createRequire(of.resolve('@docusaurus/core/package.json'))(
  '@docusaurus/utils-common',
);

function* pages(plugin) {
  for (const version of plugin.content?.loadedVersions ?? []) yield* version.docs;
  for (const post of plugin.content?.blogPosts ?? []) yield post.metadata;
  if (Array.isArray(plugin.content)) yield* plugin.content.filter((page) => page.type === 'mdx');
}

function files(folder, under = '') {
  return fs.readdirSync(path.join(folder, under), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(under, entry.name);
    return entry.isDirectory() ? files(folder, name) : [name];
  });
}

function built(root, route) {
  const name = route.replace(/^\//, '').replace(/\/$/, '');
  return [path.join(name, 'index.html'), `${name}.html`].find((one) => fs.existsSync(path.join(root, one)));
}

async function main() {
  const found = {};
  const known = new Set();
  // what Docusaurus itself adds: the list of a blog, of tags, of the posts of a year, and their like
  const rest = /^(404|search|index|blog|news)\.html$|(^|\/)(tags|archive|page|authors|category)(\/|\.html|$)/;
  const first = (await loadSite({ siteDir: home })).props;
  for (const locale of first.i18n.locales) {
    const { plugins, siteConfig } = (await loadSite({ siteDir: home, locale })).props;
    const { baseUrl, trailingSlash, url } = siteConfig;
    for (const page of plugins.flatMap((plugin) => [...pages(plugin)])) {
      const id = path.relative(top, page.source.replace('@site', home)).normalize('NFC');
      const route = applyTrailingSlash(page.permalink, { trailingSlash, baseUrl });
      const under = route.replace(first.siteConfig.baseUrl, '/');
      const root = path.join(home, 'build');
      // what a file's name has encoded, no server finds
      const file = built(root, decodeURIComponent(under));
      if (!file && !built(root, under)) throw new Error(`no page: ${route}`);
      known.add(file ?? built(root, under));
      if (page.unlisted || id in found) continue;
      found[id] = file ? url + decodeURIComponent(route).normalize('NFC') : null;
    }
  }
  for (const file of files(path.join(home, 'build'))) {
    const page = file.endsWith('.html') && !known.has(file);
    const bare = file.replace(/^(en|ja)\//, '').replace(/^docs\/|^blog\//, '');
    if (page && !rest.test(bare) && !/(^|\/)index\.html$/.test(bare)) throw new Error(`a page of no post: ${file}`);
  }
  console.log(JSON.stringify(found));
}

main().catch((error) => { console.error(error); process.exit(1); });
