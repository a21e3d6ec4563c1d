"""The tags and filters of every page (docs/look.md lists them with what they give)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString

from duomo.core.quantities import format_minutes, format_money
from duomo.desk.kit.clock import utc_now
from duomo.desk.kit.display import marks, words
from duomo.desk.kit.display.bars import BarsDrawing, draw_bars
from duomo.desk.kit.display.doubt import Dial, IntervalDrawing, axis_words, draw_dial, draw_interval
from duomo.desk.kit.display.hits import HitsDrawing, draw_hits
from duomo.desk.kit.display.purse import PurseDrawing, draw_purse, meter_tone, purse_scale
from duomo.desk.kit.display.shapes import Word, across, share
from duomo.desk.kit.parts import Event, Month, Purse, Tally

register = template.Library()

# Django asks for these names; the functions say what they do.
register.simple_tag(marks.icon, name="icon")
register.simple_tag(marks.icon_address, name="icon_address")
register.simple_tag(marks.face, name="face")
register.simple_tag(marks.person, name="person")
register.simple_tag(marks.alias_face, name="alias_face")
register.simple_tag(marks.tag, name="tag")
register.simple_tag(marks.state, name="state")
register.simple_tag(marks.glyph, name="glyph")
register.simple_tag(marks.user_link, name="user_link")
register.simple_tag(marks.diff, name="diff")

register.filter("hours", words.hours)
register.filter("hours_signed", words.hours_signed)
register.filter("about", words.about)
register.filter("percent", words.percent)
register.filter("percent_to", words.percent_to)
register.filter("plural", words.plural)
register.filter("in_words", words.in_words)
register.filter("filesize", words.filesize)
register.filter("clock", marks.clock_time)
register.filter("joined", words.joined)

# A row of short words fits beside one another; anything longer stands as picks, one under the other.
_LONGEST_CHOICE_ROW = 32
# Widget, and how its field is laid out; the first that fits counts.
_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.FileInput, "file"),
)


@register.filter
def hours_bare(minutes: int | None) -> str:
    """Hours without their unit, where the unit stands beside the figure in another size."""
    return words.NONE if minutes is None else format_minutes(minutes)


@register.filter
def money(amount: int | None, currency: str) -> str:
    """An amount of minor units in its currency."""
    return words.NONE if amount is None else format_money(amount, currency)


@register.filter
def moment(value: datetime | None, now: datetime | None = None) -> SafeString:
    """A moment in the person's zone."""
    return marks.moment(value, now or utc_now())


@register.filter
def day(value: date | datetime | None, now: datetime | None = None) -> SafeString:
    """A day, short."""
    return marks.day(value, now or utc_now())


@register.filter
def long_day(value: date | datetime | None, now: datetime | None = None) -> SafeString:
    """A day in full."""
    return marks.day(value, now or utc_now(), long=True)


@register.filter
def recent(value: datetime, now: datetime | None = None) -> str:
    """A moment as near as it is."""
    return words.recent(value, now or utc_now())


@register.filter
def since(value: datetime | None, now: datetime | None = None) -> str:
    """How long ago a moment was, compact."""
    return words.NONE if value is None else words.span((now or utc_now()) - value)


@register.filter
def until(value: datetime | None, now: datetime | None = None) -> str:
    """How far off a moment is, or how long ago it was."""
    return words.NONE if value is None else words.until(value, now or utc_now())


@register.inclusion_tag("kit/meter.html")
def meter(used: int, total: int, label: str, tone: str = "") -> dict[str, Any]:
    """A bar of minutes used of a total."""
    return {"used": used, "total": total, "label": label, "tone": tone}


@register.simple_tag
def meter_drawing(used: int, total: int, tone: str = "") -> dict[str, str]:
    """The width and the colour of a meter."""
    return {"width": across(share(used, total)), "tone": tone or meter_tone(used, total)}


@register.simple_tag
def purse_drawing(purse: Purse, scale: int = 0) -> PurseDrawing:
    """The shapes of a purse; without a scale it stands on its own."""
    return draw_purse(purse, scale or purse_scale([purse]))


@register.simple_tag
def scale_of(purses: Sequence[Purse]) -> int:
    """The scale that a group of purses shares."""
    return purse_scale(purses)


@register.simple_tag
def forecast_key(purses: Iterable[Purse]) -> str:
    """The key of a purse whose forecast is hatched, for the legend; empty where none is."""
    return next((purse.key for purse in purses if purse.p80_minutes is not None and purse.total_minutes), "")


@register.simple_tag
def bars_drawing(months: Sequence[Month], *, spark: bool = False) -> BarsDrawing:
    """The shapes of monthly bars."""
    return draw_bars(months, spark=bool(spark))


@register.simple_tag
def hits_drawing(months: Sequence[Tally]) -> HitsDrawing:
    """The octagons of hits and misses."""
    return draw_hits(months)


@register.simple_tag
def interval_drawing(rate: float, low: float, high: float, mean: float | None = None) -> IntervalDrawing:
    """The shapes of a rate with its interval."""
    # A part that is included without a mean hands on an empty string.
    return draw_interval(rate, low, high, mean if isinstance(mean, int | float) else None)


@register.simple_tag
def percent_axis() -> tuple[Word, ...]:
    """The words of an axis of percent."""
    return axis_words()


@register.simple_tag
def dial_drawing(done: int, total: int) -> Dial:
    """The dashes of the gate's ring."""
    return draw_dial(done, total)


@register.simple_tag
def by_day(events: Iterable[Event]) -> list[tuple[date, list[Event]]]:
    """Events in the days of the person's zone, in the order they come in."""
    return [(that, list(group)) for that, group in groupby(events, key=lambda event: words.day_of(event.at))]


@register.simple_tag
def nav_entries(nav: Any) -> list[dict[str, Any]]:
    """The links of the main navigation, with the settings at the end where the seat may see them."""
    entries = [
        {
            "label": item.label,
            "url": item.url,
            "icon": item.icon,
            "current": item.current,
            "count": item.count,
            "phone": item.phone,
        }
        for item in _read(nav, "items", ())
    ]
    settings_url = _read(nav, "settings_url", "")
    if settings_url and all(entry["url"] != settings_url for entry in entries):
        entries.append({"label": "Settings", "url": settings_url, "icon": "settings", "current": False, "phone": False})
    return entries


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The control of a field, with the class that the stylesheet expects of what is typed or chosen from a list."""
    typed = kind_of(field) == "typed" and "class" not in field.field.widget.attrs
    return field.as_widget(attrs={"class": "input"} if typed else None)


@register.simple_tag
def kind_of(field: BoundField) -> str:
    """How a field is laid out: radios, checkboxes, checkbox, file, or typed (a select is one of those)."""
    return next((kind for widget, kind in _KINDS if isinstance(field.field.widget, widget)), "typed")


@register.simple_tag
def target_of(field: BoundField) -> str:
    """The id to which an error's link leads: the control, or the group of a choice."""
    return field.auto_id if kind_of(field) in {"radios", "checkboxes"} else field.id_for_label


@register.simple_tag
def look_of(field: BoundField, wanted: str = "") -> str:
    """How a radio field is shown: picks where its labels are sentences, else a row of choices."""
    if wanted:
        return wanted
    labels = [option.choice_label for option in field]
    long = sum(len(str(label)) for label in labels) > _LONGEST_CHOICE_ROW
    return "picks" if long or any(getattr(label, "fine", "") for label in labels) else "choice"


def _read(holder: Any, name: str, missing: Any) -> Any:
    """An attribute of an object or a key of a mapping: a mapping's `items` is its method, not its entry."""
    if isinstance(holder, Mapping):
        return holder.get(name, missing)
    return getattr(holder, name, missing)
