// Builds the site in the current folder and prints path → decoded address of each post and page.
// An address is null that hangs on the time of a file, which no other machine knows, or on a key that
// the post lacks, for which Hexo writes "undefined" or, for `:id`, another number in each build.
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');
const of = createRequire(path.join(process.cwd(), 'node_modules', 'x.js'));
const Hexo = of('hexo');
const prettyUrls = createRequire(of.resolve('hexo'))('hexo-util').prettyUrls;

const hexo = new Hexo(process.cwd(), { silent: true });
const view = '{{ page.content }}';

function theme() {
  const layout = path.join('themes', 'plain', 'layout');
  fs.mkdirSync(layout, { recursive: true });
  for (const name of ['index', 'post', 'page']) fs.writeFileSync(path.join(layout, `${name}.njk`), view);
}

function address(route, stated) {
  const { url, root, pretty_urls: pretty } = hexo.config;
  const ends = stated.replace(/\?.*$/, '').endsWith('/') || !stated;
  const shown = prettyUrls(ends ? route.slice(0, -'index.html'.length) : route, pretty);
  return new URL(url).origin + (root + shown).replace(/\/{2,}/g, '/');
}

function isOfFileTime(post) {
  return Math.abs(post.date.valueOf() - fs.statSync(post.full_source).birthtimeMs) < 2;
}

function hangsOnTime(post) {
  const other = Object.create(post, { date: { value: post.date.clone().subtract(9, 'years') } });
  const made = (one) => hexo.execFilterSync('post_permalink', one, { context: hexo });
  return isOfFileTime(post) && made({ ...post, date: other.date, categories: post.categories }) !== post.path;
}

function lacksKey(post) {
  const isById = /:id(?!\w)/.test(hexo.config.permalink) && !post.__permalink;
  return post.path.includes('undefined') || (isById && !post.id);
}

function row(post, isPost) {
  const id = path.relative(process.cwd(), post.full_source).normalize('NFC');
  const route = hexo.route.format(post.path);
  const file = path.join(hexo.public_dir, route);
  if (!fs.statSync(file).isFile()) throw new Error(`no page: ${file}`);
  const known = !isPost || !(hangsOnTime(post) || lacksKey(post));
  return [id, known ? address(route, post.path).normalize('NFC') : null, route];
}

async function main() {
  theme();
  await hexo.init();
  await hexo.call('generate', {});
  const posts = hexo.locals.get('posts').map((post) => row(post, true));
  const rows = posts.concat(hexo.locals.get('pages').map((page) => row(page, false)));
  // what lies in the asset folder of a post is rendered a second time, as a file of that post
  const assets = hexo.model('PostAsset').map((asset) => hexo.route.format(asset.path).replace(/\.\w+$/, '.html'));
  const known = new Set(rows.map(([, , route]) => route).concat(assets));
  for (const route of hexo.route.list()) {
    if (route.endsWith('.html') && !known.has(route)) throw new Error(`a page of no post: ${route}`);
  }
  const found = rows.filter(([id]) => /\.(md|markdown|mdx)$/i.test(id));
  console.log(JSON.stringify(Object.fromEntries(found.map(([id, address]) => [id, address]))));
  process.exit(0);
}

main().catch((error) => { console.error(error); process.exit(1); });
