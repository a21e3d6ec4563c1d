"""Small marks as HTML: icons, octagons, tags, states, times, links and the words that changed."""

from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import SplitResult, urlsplit

from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from duomo.desk.kit.display.words import NONE, day_of, initials, long_day, short_day

# fmt: off
ICONS = frozenset(
    (
        "mark", "hit", "miss", "desk", "jobs", "people", "hours", "ledger", "planner", "settings", "question",
        "review", "trial", "purse", "calendar", "check", "cross", "warn", "lock", "arrow", "back", "file", "upload",
        "plus", "search", "theme", "more", "mail", "link", "download", "edit", "remove", "out", "key", "pin", "image",
        "text", "external", "filter",
    )
)
# fmt: on

# kind: icon, class of colour, word
_STATES = {
    "hit": ("hit", "pass", "hit"),
    "miss": ("miss", "fail", "miss"),
    "pass": ("check", "pass", "passes"),
    "fail": ("cross", "fail", "fails"),
    "watch": ("warn", "watch", "watch"),
    "open": ("question", "", "not judged"),
    "done": ("check", "", "done"),
    "locked": ("lock", "", "locked"),
}
_GLYPH_ICONS = {"done": "check", "pass": "check", "watch": "warn", "fail": "cross", "act": "arrow"}
_DIFFERENCES = {"gone": "<del>{}</del>", "new": "<ins>{}</ins>"}
_FIRM_TAGS = frozenset({"must", "should"})
_LONGEST_ADDRESS = 60


def icon(name: str, size: str = "") -> SafeString:
    """An icon of the sprite, for the eye only; a word stands beside it.

    Raises:
        ValueError: the sprite has no such icon.
    """
    if name not in ICONS:
        raise ValueError(f"There is no icon “{name}”.")
    classes = f"icon {size}".rstrip()
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', classes, icon_address(name))


def icon_address(name: str) -> str:
    """The address of a symbol, for a drawing that places it itself."""
    return f"{static('duomo/icons.svg')}#i-{name}"


def face(name: str, size: str = "") -> SafeString:
    """The octagon with a person's initials, for the eye only; the name stands beside it."""
    return format_html('<span class="{}" aria-hidden="true">{}</span>', f"face {size}".rstrip(), initials(name))


def person(name: str, url: str = "") -> SafeString:
    """The octagon and the name, linked where there is a page."""
    shown = format_html('<a href="{}">{}</a>', url, name) if url else format_html("<span>{}</span>", name)
    return format_html('<span class="person">{}{}</span>', face(name), shown)


def alias_face(alias: str, *, quiet: bool = False) -> SafeString:
    """The letter of a trial's participant in ink; `quiet` where a name follows."""
    spoken = "" if quiet else format_html('<span class="hidden">Alias {}</span>', alias)
    return format_html('<span class="face alias" aria-hidden="true">{}</span>{}', alias, spoken)


def tag(word: str) -> SafeString:
    """A framed word; must is firm, should is dashed."""
    return format_html('<span class="{}">{}</span>', f"tag {word}" if word in _FIRM_TAGS else "tag", word)


def state(kind: str, word: str = "") -> SafeString:
    """A state as icon, colour and word.

    Raises:
        KeyError: there is no such kind.
    """
    mark, colour, usual = _STATES[kind]
    classes = f"state {colour}".rstrip()
    return format_html('<span class="{}">{}{}</span>', classes, icon(mark, "s"), word or usual)


def glyph(sign: str | int, tone: str = "", size: str = "s") -> SafeString:
    """The octagon with a number, an icon, or the icon of a state (done, act, pass, watch, fail), for the eye only."""
    if isinstance(sign, int):
        shown: SafeString | str = str(sign)
    else:
        tone = tone or (sign if sign in _GLYPH_ICONS else "")
        shown = icon(_GLYPH_ICONS.get(sign, sign), "s" if size == "s" else "")
    classes = " ".join(filter(None, ("glyph", size, f"is-{tone}" if tone else "")))
    return format_html('<span class="{}" aria-hidden="true">{}</span>', classes, shown)


def moment(value: datetime | None, now: datetime) -> SafeString:
    """A moment in the person's zone: ``Mon 23 Nov, 14:10``."""
    if value is None:
        return SafeString(NONE)
    local = timezone.localtime(value)
    return _time(local.isoformat(timespec="minutes"), f"{short_day(local.date(), _year(now))}, {local:%H:%M}")


def clock_time(value: datetime) -> SafeString:
    """The time of day in the person's zone."""
    local = timezone.localtime(value)
    return _time(local.isoformat(timespec="minutes"), f"{local:%H:%M}")


def day(value: date | datetime | None, now: datetime, *, long: bool = False) -> SafeString:
    """A day, short or in full."""
    if value is None:
        return SafeString(NONE)
    that = day_of(value)
    return _time(that.isoformat(), (long_day if long else short_day)(that, _year(now)))


def user_link(address: str, label: str = "") -> SafeString:
    """A link that a person gave: only to the web or a mail address, and saying where it leads.

    Anything else is shown as the text that it is, because an address may carry a script.
    """
    parts = _safe_address(address)
    if parts is None:
        return format_html("<span>{}</span>", label or address)
    where = _where(parts)
    shown = format_html('{} <span class="fine">{}</span>', label, where) if label else where
    return format_html('<a href="{}" rel="noopener noreferrer nofollow">{}</a>', address.strip(), shown)


def diff(segments: Iterable[tuple[str, str]]) -> SafeString:
    """The words of two texts: those that are gone as <del>, the new ones as <ins>.

    They are told apart by shape and not by colour alone. `segments` are pairs of a kind (same, gone, new) and words.
    """
    return format_html_join("", "{}", ((format_html(_DIFFERENCES.get(kind, "{}"), text),) for kind, text in segments))


def _year(now: datetime) -> int:
    return timezone.localtime(now).year


def _time(machine: str, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine, words)


def _safe_address(address: str) -> SplitResult | None:
    text = address.strip()
    if not text or any(c.isspace() or not c.isprintable() for c in text):
        return None
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return None
    to_web = parts.scheme in {"http", "https"} and bool(host)
    to_mail = parts.scheme == "mailto" and "@" in parts.path
    return parts if to_web or to_mail else None


def _where(parts: SplitResult) -> str:
    """The host as the network knows it (a look-alike name shows its code) and as much of the path as fits."""
    if parts.scheme == "mailto":
        return parts.path
    host = parts.hostname or ""
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        host = host.encode("ascii", "backslashreplace").decode("ascii")
    path = parts.path if parts.path != "/" else ""
    return host + (path if len(host) + len(path) <= _LONGEST_ADDRESS else "/…")
