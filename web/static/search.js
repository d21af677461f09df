// Adds to a page that is complete without it: results while typing, filters that keep their place,
// "/" to focus, arrow keys.
"use strict";

(() => {
  const input = document.getElementById("q");
  if (!input) return;
  const form = input.form;
  const DELAY = 180;
  let timer = 0;
  let running = null;
  let followed = Promise.resolve();
  let shown = input.value.trim();

  const composing = (event) => event.isComposing || event.keyCode === 229;

  const address = () => {
    const data = new URLSearchParams(new FormData(form));
    return form.action.split("?")[0] + "?" + data;
  };

  // The page at an address, or nothing where it cannot be had.
  async function fetched(url, signal) {
    const response = await fetch(url, { signal });
    if (!response.ok) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html");
  }

  // Puts the results of another page in place of these, and what its box carries along.
  function put(page) {
    const fresh = page.getElementById("results");
    document.getElementById("results").replaceWith(document.adoptNode(fresh));
    for (const old of form.querySelectorAll("input[type=hidden]")) old.remove();
    const carried = page.querySelectorAll(".box input[type=hidden]");
    form.append(...[...carried].map((one) => document.adoptNode(one)));
    document.getElementById("live").textContent = fresh.querySelector(".count")?.textContent ?? "";
    document.title = page.title;
  }

  // While typing, an empty answer leaves what is there, since half a word or unconverted kana often
  // finds nothing yet.
  async function show() {
    const asked = input.value.trim();
    running?.abort();
    document.getElementById("results").classList.remove("stale");
    if (asked === shown || asked === "") return;
    await followed; // the box carries a filter along only once that is there
    if (input.value.trim() !== asked) return;
    try {
      const url = address();
      running = new AbortController();
      const page = await fetched(url, running.signal);
      if (!page?.getElementById("results") || input.value.trim() !== asked) return;
      if (Number(page.getElementById("results").dataset.total) === 0) {
        document.getElementById("results").classList.add("stale");
        return;
      }
      put(page);
      history.replaceState(null, "", url);
      shown = asked;
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  // Filters and sorting keep their place: the results change, and the focus stays where it was.
  const KEEPING = "#results :is(.facets, .sorts, .chosen) a";
  const nameOf = (link) => {
    const among = link.closest("details:not(.rest), .when, .sorts, .chosen");
    const text = (link.querySelector("span") ?? link).textContent;
    return [among.className, among.querySelector("summary")?.textContent, text].join();
  };
  const plain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);

  const named = (name) => [...document.querySelectorAll(KEEPING)].find((one) => nameOf(one) === name);

  async function follow(name) {
    const link = named(name);
    if (!link) return;
    const url = new URL(link.getAttribute("href"), document.baseURI).href; // of SVG's links too
    const sheet = document.querySelector(".facets:popover-open") !== null;
    const page = await fetched(url).catch(() => null);
    if (!page?.getElementById("results")) return location.assign(url);
    put(page);
    history.pushState(null, "", url);
    if (sheet) document.getElementById("facets")?.showPopover();
    if (document.activeElement === input) return;
    const same = named(name);
    const heading = document.querySelector(".count, .none h2");
    if (!same) heading?.setAttribute("tabindex", "-1");
    (same ?? heading)?.focus({ preventScroll: true });
  }

  // One after the other: what is chosen meanwhile is chosen on the page that comes.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(KEEPING);
    if (!link || !plain(event)) return;
    event.preventDefault();
    if (event.detail > 1) return; // the second of a double click
    const name = nameOf(link);
    followed = followed.then(() => follow(name));
  });
  addEventListener("popstate", () => location.reload());

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(show, DELAY);
  };

  input.addEventListener("input", (event) => {
    if (event.isComposing) clearTimeout(timer);
    else soon();
  });
  input.addEventListener("compositionstart", () => clearTimeout(timer));
  input.addEventListener("compositionend", soon);

  // Related posts unfold at their hit rather than on a page of their own.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("#results .hit .to-related");
    if (!link || !plain(event)) return;
    const hit = link.closest(".hit");
    if (hit.parentElement.closest(".related")) return;
    event.preventDefault();
    const open = hit.querySelector(".related");
    if (open) {
      open.remove();
      link.setAttribute("aria-expanded", "false");
      return;
    }
    const response = await fetch(link.href);
    if (!response.ok) return location.assign(link.href);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    hit.append(document.adoptNode(page.querySelector(".related")));
    link.setAttribute("aria-expanded", "true");
  });

  const hits = () => [...document.querySelectorAll(".hit h2 a, .hit h2 [tabindex]")];

  document.addEventListener("keydown", (event) => {
    if (composing(event)) {
      if (event.key === "Enter") event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const inInput = document.activeElement === input;
    if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      input.focus();
      input.select();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const all = hits();
      const at = all.indexOf(document.activeElement);
      if (!inInput && at < 0) return;
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      if (next >= all.length || (inInput && event.key === "ArrowUp")) return;
      event.preventDefault();
      (next < 0 ? input : all[next]).focus();
    } else if (event.key === "Escape" && inInput) {
      event.preventDefault(); // a search field would be emptied, beside results that stay
      if (input.value.trim() !== shown && shown) input.value = shown;
    } else if (event.key === "Escape" && !inInput && hits().includes(document.activeElement)) {
      input.focus();
    }
  });
})();
