"use strict";
(() => {
  const form = document.querySelector(".filters");
  if (!form) return;
  const cards = [...document.querySelectorAll(".card")];
  const marks = [...document.querySelectorAll("mark")];
  const shown = document.querySelector(".shown");
  let current = -1;

  const visible = () => cards.filter((card) => !card.hidden);

  function filter() {
    const severities = new Set([...form.elements.severity.length ? form.elements.severity : [form.elements.severity]]
      .filter((box) => box.checked).map((box) => box.value));
    const rule = form.elements.rule.value;
    for (const card of cards) {
      card.hidden = !severities.has(card.dataset.severity) || (rule !== "" && card.dataset.rule !== rule);
    }
    const ids = new Set(visible().map((card) => card.id));
    for (const mark of marks) {
      mark.classList.toggle("off", !mark.dataset.findings.split(" ").some((id) => ids.has(id)));
    }
    const count = ids.size;
    shown.textContent = count === cards.length ? "" : `${count} of ${cards.length} shown`;
  }

  function go(card) {
    for (const here of document.querySelectorAll(".here")) here.classList.remove("here");
    if (!card) return;
    current = cards.indexOf(card);
    card.classList.add("here");
    const its = marks.filter((mark) => mark.dataset.findings.split(" ").includes(card.id));
    for (const mark of its) mark.classList.add("here");
    card.focus({ preventScroll: true });
    (its.find((mark) => mark.closest(".row") === card.closest(".row")) || card).scrollIntoView({ block: "center" });
  }

  function step(by) {
    const list = visible();
    if (!list.length) return;
    const at = list.indexOf(cards[current]);
    const next = at < 0 ? (by > 0 ? list.findIndex((card) => cards.indexOf(card) > current) : list.length - 1) : at + by;
    go(list[(next + list.length) % list.length]);
  }

  function toCard(mark) {
    const ids = mark.dataset.findings.split(" ");
    const list = ids.map((id) => document.getElementById(id)).filter((card) => card && !card.hidden);
    if (list.length) go(list[(list.indexOf(cards[current]) + 1) % list.length]);
  }

  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.elements.next.addEventListener("click", () => step(1));
  form.elements.previous.addEventListener("click", () => step(-1));
  for (const mark of marks) mark.addEventListener("click", () => toCard(mark));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const focused = document.activeElement;
    if (focused instanceof HTMLSelectElement) return;
    if (event.key === "Enter" && focused instanceof HTMLElement && focused.tagName === "MARK") toCard(focused);
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if ("ewn".includes(event.key)) {
      const name = { e: "error", w: "warning", n: "note" }[event.key];
      const box = form.querySelector(`input[value="${name}"]`);
      if (!box) return;
      box.checked = !box.checked;
      filter();
    } else return;
    event.preventDefault();
  });
  filter();
})();
