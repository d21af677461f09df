// The search box of a static site: <sakuin-search> shows a button and fetches the rest, its dialog,
// at the first focus. What it holds, a form, is what readers without scripts see.
"use strict";

(() => {
  const NAME = "sakuin-search";
  if (customElements.get(NAME)) return;
  const script = document.currentScript ?? document.querySelector(`script[src*="${NAME}.js"]`);
  const BASE = new URL(".", script.src);
  const SVG = "http://www.w3.org/2000/svg";

  // A sheet made by a script stands under any policy for styles, a style element does not.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
:host { display: inline-block; font: inherit; }
:host([hidden]) { display: none; }
[part=button] {
  display: inline-flex; align-items: center; gap: .5em; box-sizing: border-box;
  width: 100%; min-height: 2.25rem; padding: .25rem .3rem; border: 0;
  border-bottom: 1px solid color-mix(in srgb, currentColor 45%, transparent);
  background: none; color: inherit; font: inherit; line-height: 1.4; text-align: start; cursor: pointer;
}
[part=button]:hover { border-color: currentColor; }
[part=button]:focus-visible { outline: 2px solid; outline-offset: 3px; border-radius: 2px; }
svg { flex: none; width: 1em; height: 1em; fill: none; stroke: currentColor; stroke-width: 1.5; }
kbd {
  margin-inline-start: auto; padding: 0 .45em; border: 1px solid color-mix(in srgb, currentColor 45%, transparent);
  border-radius: 3px; font: inherit; font-size: .8em;
}
@media (hover: none) { kbd { display: none; } }`);

  // An input method has the key; Safari ends the composition before it tells of the key that did.
  const composing = (event) => event.isComposing || event.keyCode === 229;

  function typing(event) {
    const at = event.composedPath()[0];
    return at.isContentEditable || at.matches?.("input, textarea, select, [role=textbox]");
  }

  const icon = () => {
    const svg = document.createElementNS(SVG, "svg");
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", "M11 11l4 4M12 7A5 5 0 1 1 2 7a5 5 0 0 1 10 0");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("aria-hidden", "true");
    svg.append(path);
    return svg;
  };

  customElements.define(NAME, class extends HTMLElement {
    #part = null;

    connectedCallback() {
      if (this.shadowRoot) return;
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
      if (!this.contains(document.activeElement)) return this.#button();
      // Someone types in the form already: it stays until they leave it.
      this.#form();
      this.addEventListener("focusout", () => this.#button(), { once: true });
    }

    async open() {
      try {
        (await this.#load()).open(this, BASE);
      } catch (error) {
        console.warn(error);
        const form = this.querySelector("form");
        if (!form) return location.assign(BASE);
        this.#form();
        form.querySelector("input:not([type=hidden])")?.focus();
      }
    }

    #load() {
      this.#part ??= import(new URL(`${NAME}/dialog.js`, BASE));
      this.#part.catch(() => { this.#part = null; });
      return this.#part;
    }

    #form() {
      this.shadowRoot.replaceChildren(document.createElement("slot"));
    }

    #button() {
      const isJapanese = /^ja\b/i.test(this.closest("[lang]")?.lang ?? "");
      const [button, label, key] = ["button", "span", "kbd"].map((tag) => document.createElement(tag));
      button.type = "button";
      button.part = "button";
      button.setAttribute("aria-haspopup", "dialog");
      label.part = "label";
      label.textContent = this.getAttribute("label") ?? (isJapanese ? "検索" : "Search");
      key.part = "key";
      key.textContent = "/";
      key.setAttribute("aria-hidden", "true");
      key.hidden = this.getAttribute("keys") === "off";
      button.append(icon(), label, key);
      button.addEventListener("focus", () => this.#load());
      button.addEventListener("click", () => this.open());
      this.shadowRoot.replaceChildren(button);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || composing(event) || event.altKey) return;
    const asked = event.ctrlKey || event.metaKey
      ? event.key.toLowerCase() === "k" && !event.shiftKey
      : event.key === "/" && !typing(event);
    if (!asked) return;
    const boxes = [...document.querySelectorAll(`${NAME}:not([keys=off])`)];
    const box = boxes.find((one) => one.checkVisibility?.() ?? true);
    if (!box) return;
    event.preventDefault();
    box.open();
  });
})();
