// The addresses of the articles and chapters that Zenn's command line finds in this folder. It says
// of each what its preview shows; names are put to the command that makes new ones.
const { execFileSync, spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const [tool, account] = process.argv.slice(2);
const { bin } = JSON.parse(fs.readFileSync(path.join(tool, "package.json"), "utf8"));
const command = path.join(tool, bin.zenn);
const port = 20000 + (process.pid % 20000);
const root = `http://localhost:${port}/api`;

function takes(slug) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "zenn-"));
  try {
    const options = ["new:article", "--slug", slug, "--machine-readable"];
    execFileSync("node", [command, ...options], { cwd: folder, stdio: "ignore" });
    return fs.existsSync(path.join(folder, "articles", `${slug}.md`));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

const isOut = (article) =>
  article.published === true &&
  !(article.published_at && Date.parse(article.published_at.replace(" ", "T")) > Date.now());

async function get(place) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await (await fetch(`${root}/${place}`)).json();
    } catch (error) {
      if (attempt > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function main() {
  const found = {};
  for (const article of (await get("articles")).articles) {
    if (!isOut(article) || !takes(article.slug)) continue;
    const owner = article.publication_name || account;
    found[`articles/${article.slug}.md`] = `https://zenn.dev/${owner}/articles/${article.slug}`;
  }
  for (const book of (await get("books")).books) {
    if (book.published !== true || !takes(book.slug)) continue;
    for (const chapter of (await get(`books/${book.slug}/chapters`)).chapters) {
      if (typeof chapter.position !== "number" || (book.price && chapter.free !== true)) continue;
      const name = `books/${book.slug}/${chapter.filename}`;
      found[name] = `https://zenn.dev/${account}/books/${book.slug}/viewer/${chapter.slug}`;
    }
  }
  console.log(JSON.stringify(found));
}

const preview = spawn("node", [command, "preview", "--port", port, "--no-watch"], {
  stdio: "ignore",
});
main()
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => preview.kill());
