// The addresses of the articles that Qiita's command line reads in a folder. It needs a key to talk
// to Qiita, so its own modules are asked: which files are articles, and how an address is made. One
// with an id is on Qiita.
const path = require("node:path");

const [tool, root, userId] = process.argv.slice(2);
const { FileSystemRepo } = require(path.join(tool, "dist/lib/file-system-repo.js"));
const { itemUrl } = require(path.join(tool, "dist/server/lib/qiita-url.js"));

async function main() {
  const repo = await FileSystemRepo.build({ dataRootDir: root });
  const items = await repo.loadItems();
  const out = items.filter((item) => item.id && !item.secret && !item.ignorePublish);
  const found = out.map(({ id, itemPath }) => [path.relative(root, itemPath), itemUrl({ id, userId })]);
  console.log(JSON.stringify(Object.fromEntries(found)));
}

main();
