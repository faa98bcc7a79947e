"use strict";
// Everything can be read without this: it only shows which words and which card belong together, and lets
// the keys n and p walk from finding to finding.
(() => {
  const partner = (node) => document.getElementById(node.dataset.partner);
  const marks = [...document.querySelectorAll("mark[id]")];
  const all = [...document.querySelectorAll("[data-partner]")];
  const set = (node, on) => {
    for (const one of [node, partner(node)]) one?.classList.toggle("active", on);
  };
  for (const node of all) {
    node.addEventListener("pointerenter", () => set(node, true));
    node.addEventListener("pointerleave", () => set(node, false));
    node.addEventListener("focusin", () => set(node, true));
    node.addEventListener("focusout", () => set(node, false));
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !marks.length) return;
    const step = { n: 1, p: -1 }[event.key];
    if (!step) return;
    const here = document.activeElement?.closest("[data-partner]");
    const at = here ? marks.findIndex((mark) => mark === here || partner(mark) === here) : step > 0 ? -1 : 0;
    const next = marks[(at + step + marks.length) % marks.length];
    next.querySelector("a").focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  });
})();
