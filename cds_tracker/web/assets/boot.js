// Runs before Streamlit's bundle. First, where the server is, so that a deep link is not searched for it. Then, in
// Vietnamese, Streamlit's built-in English words (it has no setting for them) are replaced as they appear.
"use strict";
window.__streamlit = { BACKEND_BASE_URL: location.origin + "/", MAIN_PAGE_BASE_URL: location.origin + "/" };
(() => {
  const words = [/* words */]; // pairs: Streamlit's, ours; {name} stands for any text
  const shows = ["aria-label", "title", "placeholder", "alt", "data-title"];
  const readers = '[data-testid="stMarkdownContainer"], [data-testid="stText"], [data-testid="stTable"], [data-testid="stIconMaterial"], pre, code';
  const theirs = '[data-testid="stFileUploaderDropzone"], [data-testid="stTooltipContent"], [role="tooltip"]';
  const whole = new Map(words.filter(([english]) => !english.includes("{")));
  const parts = words.filter(([english]) => english.includes("{")).map(([english, ours]) => {
    const names = [...english.matchAll(/\{(\w+)\}/g)].map((found) => found[1]);
    const plain = english.split(/\{\w+\}/).map((text) => text.replace(/[.*+?^$()|[\]\\]/g, "\\$&"));
    return [new RegExp("^" + plain.join("(.*)") + "$"), ours, names];
  });
  const translated = (text) => {
    const known = whole.get(text);
    if (known !== undefined) return known;
    for (const [pattern, ours, names] of parts) {
      const found = pattern.exec(text);
      if (found) return ours.replace(/\{(\w+)\}/g, (_, name) => found[1 + names.indexOf(name)]);
    }
  };
  let chosen = document.documentElement.lang; // as served; then as the address last said, which Streamlit's session remembers too
  const language = () => (chosen = new URLSearchParams(location.search).get("lang") || chosen);
  const replace = (text, put, own) => {
    const trimmed = text ? text.trim() : "";
    // A single word in a reader's own text may be theirs; a whole sentence of Streamlit's never is.
    if (!/[A-Za-z]/.test(trimmed) || (own && !trimmed.includes(" "))) return;
    const ours = translated(trimmed);
    if (ours !== undefined) put(text.replace(trimmed, () => ours));
  };
  const text = (node) => {
    const parent = node.parentElement;
    if (!parent) return;
    const own = parent.closest(readers) !== null && parent.closest(theirs) === null;
    replace(node.nodeValue, (ours) => (node.nodeValue = ours), own);
  };
  const attributes = (element) => {
    for (const name of shows) {
      if (element.hasAttribute(name)) replace(element.getAttribute(name), (ours) => element.setAttribute(name, ours), false);
    }
  };
  const tree = (node) => {
    if (node.nodeType === Node.TEXT_NODE) text(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    attributes(node);
    for (const child of node.childNodes) tree(child);
  };
  new MutationObserver((changes) => {
    if (document.documentElement.lang !== language()) document.documentElement.lang = chosen;
    if (chosen === "en") return;
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(tree);
      else if (change.type === "attributes") attributes(change.target);
      else text(change.target);
    }
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: shows });
})();
