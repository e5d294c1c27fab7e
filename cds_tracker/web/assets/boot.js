// Runs before Streamlit's bundle. First, where the server is, so that a deep link is not searched for it. Then, in
// Vietnamese, Streamlit's built-in English words (it has no setting for them) are replaced as they appear.
"use strict";
window.__streamlit = { BACKEND_BASE_URL: location.origin + "/", MAIN_PAGE_BASE_URL: location.origin + "/" };
(() => {
  const words = [/* words */]; // pairs: Streamlit's, ours; {name} stands for any text
  const shows = ["aria-label", "aria-valuetext", "title", "placeholder", "alt", "data-title"];
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

// Where the session ends while the page is open: a calm notice over the page, which stays as it is. The bundle's questions
// whether the server is there wait meanwhile. When the reader has signed in again in another tab they are answered, and the
// page connects anew by itself; if somebody else has signed in there, nothing of the first one's page may stay.
(() => {
  const texts = { /* ended */ };
  const PING = /\/_stcore\/(?:health|host-config)$/, EVERY = 3000;
  const ask = window.fetch.bind(window);
  let reader = null, notice = null, waiting = null;
  const presence = async () => {
    try {
      const answer = await ask("/phien", { cache: "no-store" });
      return answer.status === 401 ? { ended: true } : answer.ok ? await answer.json() : {};
    } catch {
      return {};
    }
  };
  const settle = (now) => {
    if (!now.reader) return;
    if (reader && reader !== now.reader) location.reload();
    reader = now.reader;
  };
  const element = (name, style, text) => {
    const made = document.createElement(name);
    made.style.cssText = style;
    made.textContent = text;
    return made;
  };
  const show = () => {
    const [title, body, enter] = texts[document.documentElement.lang] || texts.vi;
    const app = document.querySelector(".stApp");
    const dark = app !== null && getComputedStyle(app).colorScheme === "dark";
    const [ground, ink, brand] = dark ? ["#1a232b", "#e6ecf1", "#5fb9c6"] : ["#ffffff", "#16232c", "#0f5e6b"];
    const place = "position:fixed;z-index:2147483000;left:50%;top:4.5rem;transform:translateX(-50%);width:min(34rem,calc(100vw - 2rem))";
    const look = `box-sizing:border-box;padding:1rem 1.25rem;border:1px solid ${brand};border-left-width:4px;border-radius:6px`;
    const type = `background:${ground};color:${ink};font:400 15px/1.55 'Be Vietnam Pro','Segoe UI',sans-serif`;
    notice = element("section", `${place};${look};${type};box-shadow:0 6px 24px rgb(0 0 0 / .18)`, "");
    notice.setAttribute("role", "alert");
    notice.id = "cds-session-ended";
    const button = `display:inline-block;padding:.4rem .9rem;border-radius:6px;background:${brand};color:${ground};font-weight:600`;
    const link = element("a", `${button};text-decoration:none`, enter);
    link.href = `/dang-nhap?lang=${document.documentElement.lang}`;
    link.target = "_blank";
    notice.append(element("strong", "font-size:17px;font-weight:600", title), element("p", "margin:.125rem 0 .75rem", body), link);
    document.body.append(notice);
  };
  const again = () => new Promise((resolve) => {
    const look = async () => {
      const now = await presence();
      if (!now.reader || waiting === null) return;
      clearInterval(timer);
      for (const name of ["focus", "visibilitychange"]) window.removeEventListener(name, look, true);
      notice.remove();
      notice = waiting = null;
      settle(now);
      resolve();
    };
    const timer = setInterval(look, EVERY);
    for (const name of ["focus", "visibilitychange"]) window.addEventListener(name, look, true);
  });
  const held = async (resource, options) => {
    const late = waiting !== null;
    await waiting;
    const answer = await ask(resource, late ? {} : options); // after a long wait the bundle has given its question up
    if (answer.status !== 401) {
      settle(await presence());
      return answer;
    }
    if (reader === null) location.reload(); // never connected: the server leads to signing in
    if (notice === null) show();
    waiting = waiting || again();
    await waiting;
    return ask(resource, {});
  };
  window.fetch = (resource, options) => {
    const address = new URL(resource instanceof Request ? resource.url : resource, location.href);
    return PING.test(address.pathname) ? held(resource, options) : ask(resource, options);
  };
  window.addEventListener("pageshow", async (event) => {
    if (event.persisted && (await presence()).ended) location.reload(); // kept by the browser, after signing out
  });
})();
