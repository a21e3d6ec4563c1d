"""A real Chromium for the journeys: how it is started, what it must not say, and what is looked at on every page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
SCREENS = Path(__file__).parents[2] / "screens"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# The dark theme changes colours and nothing else, so there only these can say something new.
COLOUR_RULES = ("color-contrast", "link-in-text-block")
LAPTOP = (1440, 900)
PHONE = (390, 844)
# A page must fit these too; nobody has to look at them.
OTHER_WIDTHS = (360, 768, 1100)
# A picture of a list shows what it looks like, not all of it.
TALLEST_PICTURE = 5_000

# Nothing but this machine is reachable, and nothing is asked of the browser's maker in the background.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--disable-features=MediaRouter,OptimizationHints,Translate,AutofillServerCommunication",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--metrics-recording-only",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
)
# A refused form answers 4xx on purpose, and Chromium writes that down as an error of the page.
_REFUSED = re.compile(r"^Failed to load resource: the server responded with a status of 4\d\d")
_ASKED_BY_PEOPLE = {"document", "xhr", "fetch"}


@dataclass
class Listener:
    """Collects what a browser complains about; a journey fails when anything is left at its end."""

    complaints: list[str] = field(default_factory=list)

    def hear_console(self, message: ConsoleMessage) -> None:
        """Keep errors and warnings; what was answered with 4xx is judged by `hear_answer`, which knows what it was."""
        if message.type not in {"error", "warning"} or _REFUSED.match(message.text):
            return
        self.complaints.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def hear_answer(self, answer: Response) -> None:
        """Keep what a page needs and did not get; a page or a form that was refused was refused on purpose."""
        if answer.status >= HTTPStatus.BAD_REQUEST and answer.request.resource_type not in _ASKED_BY_PEOPLE:
            self.complaints.append(f"{answer.status} for {answer.url}")

    def listen(self, page: Page) -> None:
        """Hear everything that this page says."""
        page.on("console", self.hear_console)
        page.on("response", self.hear_answer)
        page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        page.on("crash", lambda crashed: self.complaints.append(f"{crashed.url} crashed"))


@dataclass
class Visitors:
    """Makes visitors, each with cookies of their own, on one browser."""

    browser: Browser
    address: str
    listener: Listener
    contexts: list[BrowserContext] = field(default_factory=list)

    def visitor(
        self,
        size: tuple[int, int] = LAPTOP,
        *,
        dark: bool = False,
        script: bool = True,
        zone: str = "Europe/Berlin",
    ) -> Page:
        """Return a page of a new visitor; addresses without host lead to the server of the test."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            timezone_id=zone,
            locale="en-GB",
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        page = context.new_page()
        self.listener.listen(page)
        return page

    def leave(self) -> None:
        """Close everything that was opened."""
        for context in self.contexts:
            context.close()


@dataclass
class Looks:
    """What was found wrong on the pages that were looked at; a journey fails when anything was."""

    seen: set[str]
    found: list[str] = field(default_factory=list)

    def look(self, page: Page, name: str) -> None:
        """Look at the page as it stands, once under each name in a run: laptop, phone and other widths, light and dark.

        Pictures of it are left as `screens/<name>-1440.png`, `-390.png` and `-dark.png`.
        """
        if name in self.seen:
            return
        self.seen.add(name)
        before = page.viewport_size
        # Evaluated over the debugger's channel, because the page's own policy rightly refuses a foreign script.
        page.evaluate(AXE.read_text(encoding="utf-8"))
        for size in (LAPTOP, PHONE):
            _resize(page, size[0], size[1])
            self._fits(page, name)
            self._accessible(page, f"{name}, {size[0]} px, light", "tag", TAGS)
            _picture(page, f"{name}-{size[0]}")
            page.emulate_media(color_scheme="dark")
            self._accessible(page, f"{name}, {size[0]} px, dark", "rule", COLOUR_RULES)
            if size == LAPTOP:
                _picture(page, f"{name}-dark")
            page.emulate_media(color_scheme="light")
        for width in OTHER_WIDTHS:
            _resize(page, width, LAPTOP[1])
            self._fits(page, name)
        if before:
            page.set_viewport_size(before)

    def _accessible(self, page: Page, where: str, kind: Literal["tag", "rule"], values: Sequence[str]) -> None:
        violations: list[dict[str, Any]] = page.evaluate(
            """([type, values]) => axe.run(document, {runOnly: {type, values}, resultTypes: ['violations']})
                .then(result => result.violations)""",
            [kind, list(values)],
        )
        self.found += [
            f"{where}: {one['id']}: {one['help']}: {'; '.join(str(node['target']) for node in one['nodes'][:5])}"
            for one in violations
        ]

    def _fits(self, page: Page, name: str) -> None:
        wide = sticking_out(page)
        if wide:
            self.found.append(f"{name} is wider than its window: {wide}")


def _resize(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})


def _picture(page: Page, name: str) -> None:
    """Keep the whole page, in a window of its height: what sticks to the window's foot is then at the page's foot."""
    SCREENS.mkdir(exist_ok=True)
    size = page.viewport_size or {"width": LAPTOP[0], "height": LAPTOP[1]}
    height: int = page.evaluate("document.documentElement.scrollHeight")
    _resize(page, size["width"], max(min(height, TALLEST_PICTURE), size["height"]))
    page.screenshot(path=SCREENS / f"{name}.png")
    page.set_viewport_size(size)


def sticking_out(page: Page) -> str:
    """Where the page is wider than its window: the window's width and what sticks out; empty where nothing does."""
    found: str = page.evaluate(
        """() => {
            const room = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= room) return '';
            const all = [...document.querySelectorAll('body *')];
            const wide = all.filter(e => e.getBoundingClientRect().right > room + 1);
            return `${room} px: ` + wide.slice(0, 5).map(e => `${e.tagName.toLowerCase()}.${e.className}`).join(', ');
        }"""
    )
    return found
