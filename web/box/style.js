// How the dialog looks. It is dark where `color-scheme` of the page is; the page may set the custom
// properties and style the parts.
export const SHEET = new CSSStyleSheet();
SHEET.replaceSync(`
dialog {
  --paper: var(--sakuin-paper, light-dark(#fbfaf6, #17181b));
  --ink: var(--sakuin-ink, light-dark(#22201c, #e8e4db));
  --soft: var(--sakuin-soft, light-dark(#67625a, #a39d92));
  --line: var(--sakuin-line, light-dark(#e2ded4, #33343a));
  --accent: var(--sakuin-accent, light-dark(#264b73, #a6c1e4));
  --mark: var(--sakuin-mark, light-dark(#f4dc8c, #6b5714));
  --title-font: var(--sakuin-title-font, "Hiragino Mincho ProN", "Yu Mincho", "Noto Serif CJK JP", serif);
  box-sizing: border-box; width: min(44rem, 100vw - 2rem); max-width: none; max-height: 80dvh;
  margin: 9dvh auto auto; padding: 0; border: 1px solid var(--line); border-radius: 6px; overflow: hidden;
  background: var(--paper); color: var(--ink); box-shadow: 0 1rem 3rem rgb(0 0 0 / .22);
  font: 400 1rem/1.8 var(--sakuin-font, "Hiragino Sans", "Yu Gothic", "Noto Sans CJK JP", sans-serif);
  letter-spacing: normal; text-align: start; text-transform: none; white-space: normal;
  line-break: strict; overflow-wrap: anywhere; text-autospace: normal;
}
dialog[open] { display: flex; flex-direction: column; }
dialog::backdrop { background: rgb(0 0 0 / .4); }
.frame { display: flex; flex-direction: column; flex: 1; min-height: 0; }
[part=field] { display: flex; align-items: center; gap: .5rem; margin: .5rem 1.5rem 0; border-bottom: 1.5px solid var(--ink); }
[part=field]:focus-within { border-color: var(--accent); box-shadow: 0 1.5px 0 var(--accent); }
input {
  flex: 1; min-width: 0; margin: 0; padding: .75rem 0; border: 0; outline: 0; background: none;
  color: inherit; font: inherit; font-size: 1.125rem; appearance: none;
}
input::placeholder { color: var(--soft); opacity: 1; }
button { padding: .25rem 0; border: 0; background: none; color: var(--accent); font: inherit; cursor: pointer; }
ul, ol { margin: 0; padding: 0; list-style: none; }
p { margin: 0; }
ul {
  display: flex; gap: .5rem; min-height: 1.9rem; padding: .7rem 1.5rem 0; overflow-x: auto;
  scrollbar-width: none; font-size: .875rem;
}
ul[hidden] { display: none; }
ul li {
  flex: none; box-sizing: border-box; max-width: 15em; padding: 0 .75rem; border: 1px solid var(--line);
  border-radius: 1rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; cursor: pointer;
}
ul li:hover, ul li[aria-selected=true] { border-color: var(--accent); }
ul li[aria-selected=true] { box-shadow: inset 0 0 0 1px var(--accent); color: var(--accent); }
[part=results] { flex: 1; min-height: 0; padding: .6rem 1.5rem 1.25rem; overflow-y: auto; overscroll-behavior: contain; }
[part=results].stale { opacity: .5; }
[part=status], [part=partial], [part=close] { color: var(--soft); font-size: .875rem; }
[part=partial] { display: flex; align-items: center; gap: 1rem; margin-top: 1rem; font-weight: 600; }
[part=partial]::after { content: ""; flex: 1; border-top: 1px solid var(--line); }
[part=maybe] { display: block; text-align: start; color: var(--accent); font-weight: 600; }
[part=close]:hover { color: var(--ink); }
a { color: inherit; text-decoration: none; }
.block { position: relative; }
.whole::after { content: ""; position: absolute; inset: -.2rem -.75rem; border-radius: 3px; }
.whole:focus-visible { outline: none; }
.whole:focus-visible::after { outline: 2px solid var(--accent); }
.block:hover .whole { text-decoration: underline; text-underline-offset: .25em; }
ol li { padding: 1rem 0; }
ol li + li { border-top: 1px solid var(--line); }
.block + .block { margin-top: .6rem; padding-inline-start: .9rem; border-inline-start: 2px solid var(--line); }
[part=title] { color: var(--accent); font: 600 1.1875rem/1.5 var(--title-font); word-break: auto-phrase; }
[part=heading] { color: var(--accent); font-size: .9375rem; font-weight: 600; }
[part=about] { color: var(--soft); font-size: .8125rem; font-variant-numeric: tabular-nums; }
[part=snippet] { margin-top: .2rem; font-size: .9375rem; line-height: 1.7; }
mark { background: linear-gradient(transparent 62%, var(--mark) 62%); color: inherit; font-weight: 600; }
[part=all] { display: inline-block; margin-top: .75rem; color: var(--accent); font-size: .875rem; text-decoration: underline; text-underline-offset: .25em; }
button:focus-visible, [part=all]:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
@supports not (color: light-dark(#000, #fff)) {
  dialog { --paper: Canvas; --ink: CanvasText; --soft: CanvasText; --line: GrayText; --accent: LinkText; --mark: Mark; }
}
@media (max-width: 36rem) {
  dialog { width: 100vw; height: 100dvh; max-height: none; margin: 0; border: 0; border-radius: 0; }
  [part=field] { margin-inline: 1rem; }
  ul, [part=results] { padding-inline: 1rem; }
}
@media (prefers-reduced-motion: no-preference) {
  [part=results] { transition: opacity .3s .2s; }
}
@media (forced-colors: active) {
  ul li[aria-selected=true] { forced-color-adjust: none; background: Highlight; color: HighlightText; }
}`);
