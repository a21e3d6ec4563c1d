// Files of a form: names what was chosen, takes what is dropped, and shows how far the upload is.
// Without this script the browser's own control and a plain submit do the same work, silently.
(() => {
  const UNITS = ["bytes", "kB", "MB", "GB"];
  const sized = (bytes) => {
    let value = bytes;
    let unit = 0;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit += 1;
    }
    return `${unit ? value.toFixed(value < 100 ? 1 : 0).replace(/\.0$/, "") : value}\u00a0${UNITS[unit]}`;
  };

  const name = (input) => {
    const list = input.closest("[data-drop]")?.querySelector("[data-chosen]");
    if (!list) return;
    list.replaceChildren(
      ...[...input.files].map((file) => {
        const item = document.createElement("li");
        item.textContent = `${file.name}, ${sized(file.size)}`;
        return item;
      }),
    );
  };

  const dropped = (event) => event.target instanceof Element && event.target.closest("[data-drop]");

  document.addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.type === "file") name(event.target);
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const area = dropped(event);
      if (!area || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      area.classList.toggle("over-it", kind === "dragover");
      const input = area.querySelector("input[type=file]");
      if (kind !== "drop" || !input) return;
      const files = new DataTransfer();
      for (const file of [...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1)) files.items.add(file);
      input.files = files.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  const sending = () => {
    const box = document.createElement("div");
    box.className = "sending";
    const words = document.createElement("p");
    words.setAttribute("role", "status");
    words.textContent = "Sending the files…";
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", "Sent so far");
    const stop = document.createElement("button");
    stop.type = "button";
    stop.className = "button small";
    stop.textContent = "Stop";
    box.append(words, bar, stop);
    return { box, words, bar, stop };
  };

  // The answer may be the same page with errors: show it, and keep the files that were chosen.
  const redraw = (answer, form) => {
    const chosen = new Map([...form.querySelectorAll("input[type=file]")].map((input) => [input.name, input.files]));
    const main = document.importNode(answer.querySelector("main"), true);
    document.querySelector("main").replaceWith(main);
    document.title = answer.title;
    for (const input of main.querySelectorAll("input[type=file]")) {
      const files = chosen.get(input.name);
      if (files?.length) {
        input.files = files;
        name(input);
      }
    }
    document.dispatchEvent(new CustomEvent("duomo:redrawn"));
    const first = main.querySelector("[data-errors]") ?? main.querySelector("h1");
    first?.setAttribute("tabindex", "-1");
    first?.focus();
  };

  const send = (form, submitter) => {
    const data = new FormData(form);
    if (submitter?.name) data.append(submitter.name, submitter.value);
    const request = new XMLHttpRequest();
    const { box, words, bar, stop } = sending();
    const free = (sentence) => {
      form.removeAttribute("data-sending");
      bar.remove();
      stop.remove();
      words.textContent = sentence;
      document.dispatchEvent(new CustomEvent("duomo:unsent"));
    };
    form.querySelector(".sending")?.remove();
    form.append(box);
    form.setAttribute("data-sending", "");
    stop.addEventListener("click", () => request.abort());
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      bar.value = event.loaded / event.total;
      words.textContent =
        event.loaded < event.total ? `${sized(event.loaded)} of ${sized(event.total)} sent` : "Sent. The files are being read…";
    });
    request.addEventListener("abort", () => free("Stopped. Nothing was sent; the files are still chosen."));
    request.addEventListener("error", () => free("The connection broke. The files are still chosen: send them again."));
    request.addEventListener("load", () => {
      const answer = request.response;
      if (request.status < 400) {
        location.assign(request.getResponseHeader("Location") ?? request.responseURL);
      } else if (answer?.querySelector("main form[data-upload]")) {
        redraw(answer, form);
        document.dispatchEvent(new CustomEvent("duomo:unsent"));
      } else if (request.status === 413) {
        free("The files are larger than this Duomo takes. Choose smaller ones, or hand in a link.");
      } else {
        free("This did not work, and nothing was kept of it. The files are still chosen: try again in a moment.");
      }
    });
    // Read from the attributes: a field named "action" would stand in for the form's own property.
    const address = submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? "";
    request.open("POST", new URL(address, location.href.split("#")[0]));
    request.responseType = "document";
    // Asks for the address of the next page instead of the page, which would be fetched twice.
    request.setRequestHeader("X-Sent-By-Script", "yes");
    request.send(data);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("form[data-upload]") || form.getAttribute("method") !== "post") return;
    if (form.hasAttribute("data-sending")) {
      event.preventDefault();
      return;
    }
    const files = [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);
    if (!files) return; // Nothing to wait for: the browser sends it as any form.
    event.preventDefault();
    send(form, event.submitter);
  });
})();
