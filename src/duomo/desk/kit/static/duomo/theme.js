// Light or dark: the system decides until a person chooses, and the choice stays in this browser.
// Loaded before the page is drawn, so that the other theme never flashes.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const kept = () => {
    try {
      return localStorage.getItem("duomo.theme");
    } catch {
      return null; // Storage is closed in some private windows; the button then holds for this page.
    }
  };

  const keep = (theme) => {
    try {
      localStorage.setItem("duomo.theme", theme);
    } catch {
      // As above: nothing to keep it in.
    }
  };

  const chosen = kept();
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;

  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-theme-button]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const shown = root.dataset.theme ?? (dark.matches ? "dark" : "light");
        root.dataset.theme = shown === "dark" ? "light" : "dark";
        keep(root.dataset.theme);
      });
    }
  });
})();
