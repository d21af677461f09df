// What keys do in the dialog: down from the field to suggestions, then to hits; left and right among
// suggestions; Enter takes one, else goes to the first hit.

// An input method has the key; Safari ends the composition before it tells of the key that did.
const composing = (event) => event.isComposing || event.keyCode === 229;

export function key(dialog, event) {
  // The page sees keys as pressed on the element, no field, and might take them for its own.
  event.stopPropagation();
  if (composing(event)) {
    // It ends what is composed, not the dialog.
    if (event.key === "Escape") event.preventDefault();
    return;
  }
  if (event.key === "Escape" && dialog.chosen < 0) {
    event.preventDefault();
    dialog.element.close();
    // Where nothing had the focus before, a hidden field would have the keys until the next frame.
    event.target.blur();
    return;
  }
  const isOurs = event.ctrlKey || event.metaKey ? event.key.toLowerCase() === "k" && goTo(dialog.input)
    : !event.altKey && (event.target === dialog.input ? inField(dialog, event) : inHits(dialog, event));
  if (isOurs) event.preventDefault();
}

function goTo(element) {
  element?.focus();
  element?.select?.();
  return Boolean(element);
}

const links = (dialog) => [...dialog.results.querySelectorAll("a, button")];

function inField(dialog, event) {
  const { chosen, options } = dialog;
  const last = options.length - 1;
  if (event.shiftKey) return false;
  if (event.key === "Enter") {
    if (event.repeat) return true;
    if (chosen >= 0) dialog.fill(options[chosen]);
    else toHits(dialog);
    return true;
  }
  if (event.key === "ArrowDown") {
    if (chosen < 0 && last >= 0) {
      dialog.choose(0);
      return true;
    }
    dialog.choose(-1);
    return goTo(links(dialog)[0]);
  }
  if (chosen < 0) return false;
  if (event.key === "ArrowRight") dialog.choose(chosen === last ? 0 : chosen + 1);
  else if (event.key === "ArrowLeft") dialog.choose(chosen ? chosen - 1 : last);
  else if (event.key === "ArrowUp" || event.key === "Escape") dialog.choose(-1);
  else return false;
  return true;
}

// Searches at once where that was not done yet, then goes to the first hit.
async function toHits(dialog) {
  const typed = dialog.input.value.trim();
  if (dialog.shown !== typed) await dialog.ask();
  if (dialog.shown === typed && dialog.input.value.trim() === typed) goTo(links(dialog)[0]);
}

function inHits(dialog, event) {
  if (event.key === "/") return goTo(dialog.input);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const all = links(dialog);
  const at = all.indexOf(event.target);
  if (!step || at < 0) return false;
  goTo(at + step < 0 ? dialog.input : all[at + step]);
  return true;
}
