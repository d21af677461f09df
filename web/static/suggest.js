// A list under the search box of what may be about to be typed: a combobox, as the ARIA practices
// have it. While an input method composes, the list follows the kana but leaves it all keys. In an
// empty box it has the last searches, which this browser alone keeps.
"use strict";

(() => {
  const input = document.getElementById("q");
  if (!input) return;
  const form = input.form;
  const DELAY = 120;
  const JAPANESE = document.documentElement.lang === "ja";
  const KINDS = JAPANESE
    ? { title: "記事", tag: "タグ", phrase: "", correction: "もしかして", recent: "最近の検索" }
    : { title: "post", tag: "tag", phrase: "", correction: "did you mean", recent: "searched before" };
  const FORGET = JAPANESE ? "最近の検索を消す" : "Forget these searches";
  const RECENT = "sakuin-recent";
  const MOST_RECENT = 6;
  // As leads_to_the_web has it on the server: no other scheme, and no other host by "//".
  const TO_THE_WEB = /^(https?:\/\/[^/?#]|\/(?!\/)|[^:/?#]+([/?#]|$)|[?#])/i;
  const READ_ANEW = /[\\\s\x00-\x1f\x7f-\x9f]/;
  let timer = 0;
  let running = null;
  let chosen = -1;

  const list = document.createElement("ul");
  list.id = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", JAPANESE ? "候補" : "Suggestions");
  list.hidden = true;
  form.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  const options = () => [...list.children];

  function close() {
    clearTimeout(timer);
    running?.abort();
    list.hidden = true;
    list.replaceChildren();
    choose(-1);
    input.setAttribute("aria-expanded", "false");
  }

  function choose(at) {
    chosen = at;
    options().forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", options()[at].id);
  }

  // The last searches; none where the browser keeps nothing for us.
  function recent() {
    try {
      const kept = JSON.parse(localStorage.getItem(RECENT) ?? "[]");
      return Array.isArray(kept) ? kept.filter((one) => typeof one === "string" && one) : [];
    } catch {
      return [];
    }
  }

  function keep(searches) {
    try {
      localStorage.setItem(RECENT, JSON.stringify(searches.slice(0, MOST_RECENT)));
    } catch {
      // a browser that keeps nothing
    }
  }

  function remember() {
    const query = input.value.trim();
    const found = Number(document.getElementById("results").dataset.total ?? 0) > 0;
    if (query && found) keep([query, ...recent().filter((one) => one !== query)]);
  }

  function take(option) {
    const url = option.dataset.url;
    const text = option.dataset.text;
    close();
    if (option.dataset.forget) return keep([]);
    if (url && TO_THE_WEB.test(url) && !READ_ANEW.test(url)) {
      location.assign(url);
      return;
    }
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    close();
  }

  function optionOf(suggestion, number) {
    const option = document.createElement("li");
    option.id = `suggestion-${number}`;
    option.setAttribute("role", "option");
    option.dataset.text = suggestion.text;
    if (suggestion.url) option.dataset.url = suggestion.url;
    const text = document.createElement("span");
    text.textContent = suggestion.text;
    const about = document.createElement("span");
    about.className = "n";
    const kind = KINDS[suggestion.kind] ?? "";
    const posts = suggestion.kind === "title" ? "" : suggestion.count?.toLocaleString("ja") ?? "";
    const count = posts && JAPANESE ? `${posts}件` : posts;
    about.textContent = [kind, count].filter(Boolean).join(" ");
    option.append(text, about);
    return option;
  }

  function open(suggestions) {
    list.replaceChildren(...suggestions.map(optionOf));
    list.hidden = suggestions.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    choose(-1);
  }

  function offerRecent() {
    const before = recent();
    if (input.value.trim() || !before.length) return close();
    open(before.map((text) => ({ text, kind: "recent" })));
    const forget = optionOf({ text: FORGET, kind: "phrase" }, before.length);
    forget.dataset.forget = "1";
    list.append(forget);
  }

  async function suggest() {
    const typed = input.value;
    if (!typed.trim()) return offerRecent();
    running?.abort();
    running = new AbortController();
    try {
      const url = new URL("api/suggest", form.action.split("?")[0]);
      url.searchParams.set("q", typed);
      const response = await fetch(url, { signal: running.signal });
      if (!response.ok) return close();
      const { suggestions } = await response.json();
      if (input.value !== typed || document.activeElement !== input) return;
      open(suggestions);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, DELAY);
  });
  input.addEventListener("blur", close);
  input.addEventListener("click", offerRecent);
  form.addEventListener("submit", close);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (list.hidden && event.key === "ArrowDown" && !input.value.trim()) offerRecent();
    if (list.hidden) return;
    const last = list.children.length - 1;
    if (event.key === "ArrowDown") choose(chosen === last ? -1 : chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? last : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) take(options()[chosen]);
    else if (event.key === "Escape") close();
    else {
      if (event.key === "Enter") close();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("#results .hit a")) remember();
  });
  remember();
})();
