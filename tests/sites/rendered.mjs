// node rendered.mjs NAME PAGE WORK MADE: writes into MADE the HTML that a generator from npm, whose
// packages are in WORK, makes of a text in Markdown.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [name, page, work, made] = process.argv.slice(2);
const text = fs.readFileSync(page, 'utf8');
const of = createRequire(path.resolve(work, 'node_modules', 'x.js'));
const load = (folder, file) => import(pathToFileURL(path.resolve(work, 'node_modules', folder, file)));

const makers = {
  async astro() {
    const { createMarkdownProcessor } = await load('@astrojs/markdown-remark', 'dist/index.js');
    return (await (await createMarkdownProcessor({})).render(text)).code;
  },
  async hexo() {
    const Hexo = of('hexo');
    const site = path.dirname(path.resolve(page));
    const needs = JSON.parse(fs.readFileSync(path.join(work, 'package.json'), 'utf8'));
    fs.writeFileSync(path.join(site, 'package.json'), JSON.stringify({ ...needs, hexo: {} }));
    fs.writeFileSync(path.join(site, '_config.yml'), 'title: x\n');
    fs.symlinkSync(path.resolve(work, 'node_modules'), path.join(site, 'node_modules'));
    const hexo = new Hexo(site, { silent: true });
    await hexo.init();
    return hexo.render.render({ text, engine: 'md' });
  },
  async vitepress() {
    const { createMarkdownRenderer } = await load('vitepress', 'dist/node/index.js');
    const renderer = await createMarkdownRenderer('.', {}, '/');
    return renderer.renderAsync ? renderer.renderAsync(text) : renderer.render(text);
  },
  async zenn() {
    const zenn = of('zenn-markdown-html');
    return (zenn.default ?? zenn)(text);
  },
};

fs.writeFileSync(made, await makers[name]());
