// Rows of a form: adds a blank one and takes one away without asking the server.
// Without this script the "Add another" button sends the form, and the page comes back with more rows.
(() => {
  const total = (group) => group.querySelector(`[name="${group.dataset.rows}-TOTAL_FORMS"]`);
  const most = (group) => Number(group.querySelector(`[name="${group.dataset.rows}-MAX_NUM_FORMS"]`)?.value || 1000);

  const add = (group) => {
    const count = total(group);
    const blank = group.querySelector("template[data-rows-blank]");
    const number = Number(count.value);
    const row = document.importNode(blank.content, true);
    for (const element of row.querySelectorAll("*")) {
      for (const attribute of [...element.attributes]) {
        if (attribute.value.includes("__prefix__")) {
          element.setAttribute(attribute.name, attribute.value.replaceAll("__prefix__", String(number)));
        }
      }
    }
    const item = row.firstElementChild;
    const legend = item.querySelector("legend");
    if (legend) legend.textContent = `${legend.textContent.trim()} ${number + 1}`;
    group.querySelector("[data-rows-list]").append(row);
    count.value = String(number + 1);
    dress(item);
    item.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  };

  // A row that the server knows is only marked for removal; its number stays, so the others keep theirs.
  const takeAway = (row, box) => {
    box.checked = true;
    row.hidden = true;
    const next = row.closest("[data-rows]").querySelector("[data-rows-add]");
    next?.focus();
  };

  const dress = (row) => {
    const label = row.querySelector("[data-row-remove]");
    const box = label?.querySelector("input[type=checkbox]");
    if (!box || row.dataset.dressed) return;
    row.dataset.dressed = "yes";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet small row-remove";
    button.textContent = "Remove";
    const number = [...row.parentElement.children].indexOf(row) + 1;
    button.setAttribute("aria-label", `Remove ${row.querySelector("legend")?.textContent.trim() ?? `row ${number}`}`);
    button.addEventListener("click", () => takeAway(row, box));
    label.hidden = true;
    label.after(button);
    row.hidden = box.checked;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-rows-add]");
    const group = button?.closest("[data-rows]");
    if (!group || !total(group) || !group.querySelector("template[data-rows-blank]")) return;
    if (Number(total(group).value) >= most(group)) return;
    event.preventDefault();
    add(group);
  });

  for (const row of document.querySelectorAll("[data-row]")) dress(row);
  document.addEventListener("duomo:redrawn", () => {
    for (const row of document.querySelectorAll("[data-row]")) dress(row);
  });
})();
