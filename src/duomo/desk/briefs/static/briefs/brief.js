// The brief as it is typed: asks the server what is unclear, and marks the words. Nothing is saved by it.
// Without this script the findings are those of the draft that was saved last.
(() => {
  const form = document.querySelector("form[data-findings]");
  const aside = form?.querySelector("[data-clarity]");
  if (!form || !aside) return;

  const WAIT = 700;
  const under = new Map(); // textarea → the copy of its words that lies under it and carries the marks

  // A field and the copy under it share one cell, so that both have the same size and the same line breaks.
  const dress = (box) => {
    const area = box.querySelector("textarea");
    if (!area || under.has(area)) return;
    const marked = document.createElement("div");
    marked.className = "marked";
    const copy = document.createElement("div");
    copy.className = "under";
    copy.setAttribute("aria-hidden", "true");
    area.before(marked);
    marked.append(copy, area);
    area.classList.remove("input");
    under.set(area, copy);
    copy.textContent = `${area.value}\u200b`;
  };

  const found = () =>
    [...aside.querySelectorAll("[data-anchor][data-start]")].map((row) => ({
      anchor: row.dataset.anchor,
      start: Number(row.dataset.start),
      end: Number(row.dataset.end),
      number: row.dataset.number,
      severity: row.dataset.severity,
    }));

  // Positions count code points, as the server does, and not the units of a script's string.
  const mark = () => {
    const rows = found();
    for (const [area, copy] of under) {
      const letters = Array.from(area.value);
      const parts = [];
      let at = 0;
      for (const row of rows.filter((one) => one.anchor === area.id).sort((a, b) => a.start - b.start)) {
        if (row.start < at || row.end > letters.length) continue;
        parts.push(letters.slice(at, row.start).join(""));
        const word = document.createElement("mark");
        if (row.severity !== "error") word.className = "warning";
        word.dataset.n = row.number;
        word.textContent = letters.slice(row.start, row.end).join("");
        parts.push(word);
        at = row.end;
      }
      parts.push(`${letters.slice(at).join("")}\u200b`);
      copy.replaceChildren(...parts);
    }
  };

  const say = (words) => {
    const line = aside.querySelector("[data-checked]");
    if (line) line.textContent = words;
  };

  let timer = 0;
  let asked = 0;
  const ask = async () => {
    const mine = ++asked;
    try {
      const response = await fetch(form.dataset.findings, { method: "POST", body: new FormData(form) });
      if (mine !== asked) return;
      if (response.status !== 200) {
        say("Checked when saved");
        return;
      }
      const focused = document.activeElement;
      const text = await response.text();
      if (mine !== asked) return;
      if (!aside.contains(focused)) {
        aside.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
        const answer = aside.querySelector("template[data-answer]");
        document.querySelector("[data-answer-shown]")?.replaceChildren(answer.content.cloneNode(true));
        mark();
        say("Checked as you type");
      }
    } catch {
      say("Checked when saved");
    }
  };

  // A new deliverable can be named by the criteria at once.
  const offer = () => {
    const rows = [...form.querySelectorAll('[data-rows="deliverables"] [data-row]')];
    const choices = rows.map((row, place) => {
      const key = row.querySelector('input[type="hidden"][name$="-key"]');
      const area = row.querySelector("textarea");
      return { value: key?.value || `new${key?.name.split("-")[1]}`, label: `${place + 1} ${area?.value.trim() ?? ""}`.trim() };
    });
    for (const select of form.querySelectorAll('select[name$="-about"]')) {
      for (const choice of choices) {
        const option = [...select.options].find((one) => one.value === choice.value);
        if (option) option.textContent = choice.label;
        else select.append(new Option(choice.label, choice.value));
      }
    }
  };

  form.addEventListener("input", (event) => {
    const copy = under.get(event.target);
    if (copy) copy.textContent = `${event.target.value}\u200b`;
    if (event.target.closest('[data-rows="deliverables"]')) offer();
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  const dressAll = () => {
    for (const box of form.querySelectorAll("[data-marked]")) dress(box);
    offer();
  };
  // rows.js adds the row in the same click.
  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-rows-add]")) setTimeout(dressAll);
  });

  dressAll();
  mark();
})();
