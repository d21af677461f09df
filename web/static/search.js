// Adds to a page that is complete without it: results while typing, "/" to focus, arrow keys.
"use strict";

(() => {
  const input = document.getElementById("q");
  if (!input) return;
  const form = input.form;
  const DELAY = 180;
  let timer = 0;
  let running = null;
  let shown = input.value.trim();

  const composing = (event) => event.isComposing || event.keyCode === 229;

  const address = () => {
    const data = new URLSearchParams(new FormData(form));
    return form.action.split("?")[0] + "?" + data;
  };

  // Replaces the results; while typing, an empty answer leaves what is there, since half a word
  // or unconverted kana often finds nothing yet.
  async function show() {
    const asked = input.value.trim();
    running?.abort();
    document.getElementById("results").classList.remove("stale");
    if (asked === shown || asked === "") return;
    running = new AbortController();
    try {
      const url = address();
      const response = await fetch(url, { signal: running.signal });
      if (!response.ok) return;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = page.getElementById("results");
      if (!fresh || input.value.trim() !== asked) return;
      if (Number(fresh.dataset.total) === 0) {
        document.getElementById("results").classList.add("stale");
        return;
      }
      document.getElementById("results").replaceWith(document.adoptNode(fresh));
      document.getElementById("live").textContent = fresh.querySelector(".count").textContent;
      document.title = page.title;
      history.replaceState(null, "", url);
      shown = asked;
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

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
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
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
    } else if (event.key === "Escape" && !inInput && hits().includes(document.activeElement)) {
      input.focus();
    }
  });
})();
