// Answers → elements. What a post or a query holds is text here, never markup.

// As leads_to_the_web has it on the server: no other scheme, and no other host by "//".
const TO_THE_WEB = /^(https?:\/\/[^/?#]|\/(?!\/)|[^:/?#]+([/?#]|$)|[?#])/i;
const READ_ANEW = /[\\\s\x00-\x1f\x7f-\x9f]/;
const SECTIONS = 2;

// Where an address leads, seen from the site's root; null where none is to be followed.
export function target(url) {
  if (!url || !TO_THE_WEB.test(url) || READ_ANEW.test(url)) return null;
  if (/^https?:/i.test(url)) return url;
  return location.origin + (url.startsWith("/") ? "" : "/") + url;
}

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value != null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

const marked = (pieces) =>
  pieces.map(({ text, matched }) => (matched ? make("mark", { part: "mark" }, text) : text));
const plain = (pieces) => pieces.map(({ text }) => text).join("");
const snippetOf = (pieces, lang) =>
  pieces?.length ? [make("p", { part: "snippet", lang }, ...marked(pieces))] : [];

// A link whose area is all of the block that it stands in.
const link = (part, href, lang, ...children) =>
  make("a", { part, href, lang, class: "whole" }, ...children);

// A hit: its title, what is known of it, a snippet, and the sections where the words stand.
export function hitOf(hit, elsewhere) {
  const { lang } = hit;
  const here = target(hit.url) ?? elsewhere;
  const sections = (hit.sections ?? []).slice(0, SECTIONS);
  const shown = new Set(sections.map((section) => plain(section.snippet)));
  const about = [hit.date?.slice(0, 10), hit.categories?.[0]].filter(Boolean);
  const snippet = hit.snippets?.[0];

  const head = make("div", { part: "head", class: "block" }, link("title", here, lang, ...marked(hit.title)));
  if (about.length) head.append(make("p", { part: "about" }, about.join("　")));
  if (snippet && !shown.has(plain(snippet))) head.append(...snippetOf(snippet, lang));
  const blocks = sections.map((section) => {
    const there = target(section.passage_url) ?? target(section.url) ?? here;
    const name = section.heading || plain(hit.title);
    const block = make("div", { part: "section", class: "block" }, link("heading", there, lang, name));
    block.append(...snippetOf(section.snippet, lang));
    return block;
  });
  return make("li", { part: "hit" }, head, ...blocks);
}

export const optionOf = (text, number) =>
  make("li", { part: "suggestion", role: "option", id: `s${number}` }, text);
