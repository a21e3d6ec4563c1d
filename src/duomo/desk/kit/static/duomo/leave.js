// Nothing typed is lost: a form marked data-keep warns before its page is left, and brings its text back after going back.
// The draft lives in this tab only and goes when the form has been sent, the tab is closed or the person signs out.
(() => {
  const PREFIX = "duomo.draft:";
  const store = (() => {
    try {
      sessionStorage.getItem(PREFIX);
      return sessionStorage;
    } catch {
      return null;
    }
  })();

  const returned = () => performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  const drafts = () => (store ? Object.keys(store).filter((key) => key.startsWith(PREFIX)) : []);
  const read = (key) => {
    try {
      return JSON.parse(store?.getItem(key) ?? "null");
    } catch {
      return null;
    }
  };
  const write = (key, draft) => {
    try {
      store?.setItem(key, JSON.stringify(draft));
    } catch {
      // The tab's store is full; the warning before leaving still holds.
    }
  };
  const forget = (key) => store?.removeItem(key);

  const isTyped = (field) =>
    field.name &&
    !field.disabled &&
    (field instanceof HTMLTextAreaElement ||
      field instanceof HTMLSelectElement ||
      (field instanceof HTMLInputElement && !["hidden", "password", "file", "submit", "button"].includes(field.type))) &&
    field.dataset.keep !== "no" &&
    field.autocomplete !== "one-time-code";

  const isTicked = (field) => field.type === "checkbox" || field.type === "radio";
  const changed = (field) => {
    if (field instanceof HTMLSelectElement) {
      return [...field.options].some((option) => option.selected !== option.defaultSelected) && field.value !== defaultChoice(field);
    }
    return isTicked(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
  };
  // A select without a chosen option shows its first one, which is then its default.
  const defaultChoice = (field) => [...field.options].find((option) => option.defaultSelected)?.value ?? field.options[0]?.value;

  const forms = () => [...document.querySelectorAll("form[data-keep]")];
  const keyOf = (form) => `${PREFIX}${location.pathname}#${form.getAttribute("id") || forms().indexOf(form)}`;
  const nameOf = (field) => (isTicked(field) ? `${field.name}=${field.value}` : field.name);
  const isDirty = (form) => "typed" in form.dataset || [...form.elements].some((field) => isTyped(field) && changed(field));

  const save = (form) => {
    const fields = {};
    for (const field of form.elements) {
      if (isTyped(field) && changed(field)) fields[nameOf(field)] = isTicked(field) ? field.checked : field.value;
    }
    if (Object.keys(fields).length) write(keyOf(form), { sent: false, fields });
    else forget(keyOf(form));
  };

  // After going back, a form that is sent again as it was carries the key of its first sending, and the deed stays one.
  // Once something is changed it is another deed, with a key of its own.
  const keyField = (form) => form.querySelector("input[name=once]");
  const reuseKey = (form, once) => {
    const field = keyField(form);
    if (!field || !once) return;
    field.value = once;
    form.dataset.sent = "";
  };
  const renewKey = (form) => {
    const field = keyField(form);
    if (!field || !("sent" in form.dataset)) return;
    delete form.dataset.sent;
    field.value = [...crypto.getRandomValues(new Uint8Array(18))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const say = (form, put) => {
    const line = document.createElement("p");
    line.className = "fine";
    line.setAttribute("role", "status");
    line.textContent = "What you had typed here is back. ";
    const again = document.createElement("button");
    again.type = "button";
    again.className = "button quiet small";
    again.textContent = "Start afresh";
    again.addEventListener("click", () => {
      for (const field of put) {
        if (isTicked(field)) field.checked = field.defaultChecked;
        else if (field instanceof HTMLSelectElement) field.value = defaultChoice(field);
        else field.value = field.defaultValue;
      }
      forget(keyOf(form));
      renewKey(form);
      line.remove();
    });
    line.append(again);
    form.prepend(line);
  };

  const putBack = (form) => {
    const draft = read(keyOf(form));
    if (draft?.arrived) {
      if (returned()) reuseKey(form, draft.arrived);
      else forget(keyOf(form));
    }
    if (!draft?.fields) return;
    const put = [];
    for (const field of form.elements) {
      if (!isTyped(field) || changed(field) || !(nameOf(field) in draft.fields)) continue;
      const value = draft.fields[nameOf(field)];
      if (isTicked(field)) field.checked = value;
      else field.value = value;
      put.push(field);
    }
    if (!put.length) return;
    reuseKey(form, draft.once);
    say(form, put);
  };

  // What was sent and did not end on an error page, on the sign-in page or by going back has arrived.
  const settle = () => {
    const interrupted = "interrupts" in document.body.dataset;
    for (const key of drafts()) {
      const draft = read(key);
      if (!draft?.sent) continue;
      if (interrupted || returned()) write(key, { ...draft, sent: false });
      else write(key, { arrived: draft.once });
    }
  };

  let leaving = false;

  settle();
  for (const form of forms()) putBack(form);

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.matches("[data-keep]")) return;
    renewKey(form);
    save(form);
  });
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (event.target.matches("[data-sign-out]")) {
      for (const key of drafts()) forget(key);
      leaving = true;
      return;
    }
    const dirty = forms().filter((form) => form !== event.target && isDirty(form));
    leaving = dirty.length === 0;
    if (!event.target.matches("[data-keep]")) return;
    const draft = read(keyOf(event.target));
    event.target.dataset.sent = "";
    if (draft) write(keyOf(event.target), { ...draft, sent: true, once: keyField(event.target)?.value });
  });
  // An upload that broke off has not left.
  document.addEventListener("duomo:unsent", () => {
    leaving = false;
    for (const key of drafts().filter((one) => one.startsWith(`${PREFIX}${location.pathname}#`))) {
      write(key, { ...read(key), sent: false });
    }
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && forms().some(isDirty)) event.preventDefault();
  });
  addEventListener("pageshow", () => {
    leaving = false;
  });
})();
