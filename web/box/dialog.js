// The dialog: a field, what may be about to be typed, and hits. All of it follows an input method
// while that composes, but its keys are its own.
import { key } from "./keys.js";
import { SHEET } from "./style.js";
import { hitOf, make, optionOf } from "./view.js";
import { WORDS, languageOf } from "./words.js";

const DELAY = 150;
const SIZE = 10;
const SUGGESTIONS = 6;
const dialogs = new WeakMap();

// Opens the dialog of an element, made at its first opening and where the page's language changed.
function open(host, base) {
  const lang = languageOf(host);
  let dialog = dialogs.get(host);
  if (dialog?.lang !== lang) {
    dialog?.element.remove();
    dialogs.set(host, (dialog = new Dialog(host, base, lang)));
  }
  dialog.open();
}

class Dialog {
  constructor(host, base, lang) {
    Object.assign(this, { host, base, lang, words: WORDS[lang] });
    this.options = [];
    this.chosen = -1;
    this.shown = null;
    this.build();
    this.listen();
    host.shadowRoot.adoptedStyleSheets.push(SHEET);
    host.shadowRoot.append(this.element);
  }

  build() {
    const { words } = this;
    this.input = make("input", {
      part: "input", type: "text", role: "combobox", "aria-label": words.title, "aria-controls": "suggestions",
      "aria-expanded": "false", "aria-autocomplete": "list", placeholder: words.placeholder, maxlength: 1000,
      autocomplete: "off", autocapitalize: "off", spellcheck: "false", inputmode: "search", enterkeyhint: "search",
    });
    this.closer = make("button", { part: "close", type: "button" }, words.close);
    this.list = make("ul", {
      part: "suggestions", id: "suggestions", role: "listbox", "aria-label": words.suggestions,
      "aria-orientation": "horizontal", hidden: "",
    });
    this.status = make("p", { part: "status", role: "status" });
    this.found = make("div");
    this.results = make("div", { part: "results" }, this.status, this.found);
    const field = make("div", { part: "field" }, this.input, this.closer);
    const frame = make("div", { class: "frame" }, field, this.list, this.results);
    this.element = make("dialog", { part: "dialog", lang: this.lang, "aria-label": words.title }, frame);
  }

  listen() {
    const { element, input, list } = this;
    let pressed = null;
    element.addEventListener("mousedown", (event) => { pressed = event.target; });
    element.addEventListener("click", (event) => {
      if (event.target === element && pressed === element) element.close();
    });
    element.addEventListener("keydown", (event) => key(this, event));
    for (const kind of ["keyup", "keypress"]) element.addEventListener(kind, (event) => event.stopPropagation());
    this.closer.addEventListener("click", () => element.close());
    input.addEventListener("input", (event) => this.soon(event.isComposing));
    input.addEventListener("compositionend", () => this.soon(false));
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.fill(option.textContent);
    });
    this.results.addEventListener("click", (event) => {
      const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey);
      if (isPlain && event.target.closest("a")) element.close();
    });
  }

  open() {
    const { element, input, host } = this;
    const form = host.querySelector("form");
    const typed = form?.elements.namedItem("q")?.value;
    // Other fields of the form hold for each search: a language, a category.
    this.fixed = form ? [...new FormData(form)].filter(([name]) => name !== "q") : [];
    if (!element.open) element.showModal();
    input.focus();
    if (!input.value && typed) {
      input.value = typed;
      this.ask();
    }
    input.select();
  }

  address(path, more = []) {
    const url = new URL(path, this.base);
    url.search = new URLSearchParams([["q", this.input.value.trim()], ...this.fixed, ...more]);
    return url;
  }

  soon(isComposing) {
    this.isComposing = isComposing;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), DELAY);
  }

  // Asks for suggestions and hits; what was asked for before no longer counts.
  async ask() {
    clearTimeout(this.timer);
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    if (!this.input.value.trim()) return this.clear();
    await Promise.all([this.suggest(asking.signal), this.search(asking.signal)]);
  }

  clear() {
    this.shown = null;
    this.list.hidden = true;
    this.offer([]);
    this.tell("");
  }

  async suggest(signal) {
    try {
      const response = await fetch(this.address("api/suggest", [["size", 20]]), { signal });
      const { suggestions } = response.ok ? await response.json() : { suggestions: [] };
      const typed = this.input.value.trim();
      // Titles are among the hits below.
      const words = suggestions.filter(({ kind, text }) => kind !== "title" && text !== typed);
      if (!signal.aborted) this.offer(words.slice(0, SUGGESTIONS).map(({ text }) => text));
    } catch {
      if (!signal.aborted) this.offer([]);
    }
  }

  async search(signal) {
    const asked = this.input.value.trim();
    try {
      const more = [["size", SIZE], ["prefer", this.lang]];
      const response = await fetch(this.address("api/search", more), { signal });
      const answer = await response.json();
      if (signal.aborted) return;
      if (response.ok) this.show(answer, asked);
      else this.fail(this.fault(response, answer));
    } catch {
      if (signal.aborted) return;
      this.fail(navigator.onLine ? this.words.failed : this.words.offline);
    }
  }

  fault({ status, headers }, { error }) {
    if (status === 429) return this.words.busy(Number(headers.get("Retry-After")) || 1);
    const told = Object.hasOwn(this.words, error?.code) ? this.words[error.code] : null;
    return typeof told === "string" ? told : this.words.failed;
  }

  // What went wrong; the search page may still answer.
  fail(text) {
    this.shown = null;
    this.tell(text, this.all());
  }

  all() {
    return make("a", { part: "all", href: this.address("") }, this.words.all);
  }

  tell(text, ...children) {
    this.results.classList.remove("stale");
    this.status.textContent = text;
    this.found.replaceChildren(...children);
    this.results.scrollTop = 0;
  }

  show({ total, hits, partial, suggestion }, asked) {
    const { words } = this;
    this.shown = asked;
    // Half a word, kana that stands for one: what is there stays until more is typed.
    if (this.isComposing && !hits.length && !partial.length && this.found.hasChildNodes()) {
      this.results.classList.add("stale");
      return;
    }
    const all = this.all();
    const listed = (found) => make("ol", { part: "hits", role: "list" }, ...found.map((hit) => hitOf(hit, all.href)));
    const shown = [];
    if (suggestion) {
      const maybe = make("button", { part: "maybe", type: "button" }, words.maybe, suggestion);
      maybe.addEventListener("click", () => this.fill(suggestion));
      shown.push(maybe);
    }
    if (hits.length) shown.push(listed(hits));
    if (partial.length) shown.push(make("p", { part: "partial" }, words.partial), listed(partial));
    this.tell(total ? words.hits(total) : words.none, ...shown, all);
  }

  offer(suggestions) {
    this.options = suggestions;
    this.list.replaceChildren(...suggestions.map(optionOf));
    // Where something is typed the row stays, so that hits do not jump.
    if (suggestions.length) this.list.hidden = false;
    this.input.setAttribute("aria-expanded", String(suggestions.length > 0));
    this.choose(-1);
  }

  choose(at) {
    this.chosen = at;
    [...this.list.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
    if (at < 0) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", `s${at}`);
    this.list.children[at].scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  fill(text) {
    this.input.value = text;
    this.input.focus();
    this.isComposing = false;
    this.ask();
  }
}

export { open };
