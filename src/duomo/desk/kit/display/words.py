"""Writes numbers, spans and moments as words: plain text with its unit, in English."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from duomo.core.quantities import format_minutes

NBSP = "\N{NO-BREAK SPACE}"
NONE = "–"
_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR
_DAYS_WITH_HOURS = 3
_WEEK_DAYS = 7
_SMALL_SPAN_MINUTES = 10
_HALF_HOURS_UNTIL = 10
# fmt: off
_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)
# fmt: on
_KILO = 1000
_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def hours(minutes: int | None) -> str:
    """Whole minutes as hours with their unit: ``1.5 h``; a dash where there is no value."""
    return NONE if minutes is None else f"{format_minutes(minutes)}{NBSP}h"


def hours_signed(minutes: int | None) -> str:
    """Hours of a difference, with a plus before a gain: ``+3.5 h``."""
    return f"+{hours(minutes)}" if minutes and minutes > 0 else hours(minutes)


def about(minutes: int) -> str:
    """A span nobody should take to the minute: ``about 55 minutes``, ``about 2.5 hours``."""
    if minutes < _SMALL_SPAN_MINUTES:
        return f"about {plural(max(1, minutes), 'minute')}"
    nearest_five = 5 * round(minutes / 5)
    if nearest_five <= _MINUTE:
        return "about an hour" if nearest_five == _MINUTE else f"about {nearest_five} minutes"
    steps = 30 if minutes < _HALF_HOURS_UNTIL * _MINUTE else 60
    rounded = steps * round(minutes / steps)
    return "about an hour" if rounded == _MINUTE else f"about {format_minutes(rounded)} hours"


def percent(share: float | None) -> str:
    """A share from 0 to 1 as whole percent: ``19 %``; what is neither nothing nor all is never shown as such."""
    return NONE if share is None else f"{whole_percent(share)}{NBSP}%"


def percent_to(low: float | None, high: float | None) -> str:
    """An interval of shares: ``10 to 31 %``."""
    if low is None or high is None:
        return NONE
    return f"{whole_percent(low)} to {whole_percent(high)}{NBSP}%"


def whole_percent(share: float) -> str:
    """Whole percent without the sign; ``<1`` and ``>99`` where rounding would claim certainty."""
    rounded = round(share * 100)
    if rounded == 0 and share > 0:
        return "<1"
    if rounded == 100 and share < 1:  # noqa: PLR2004 - percent
        return ">99"
    return str(rounded)


def plural(number: int, forms: str) -> str:
    """A number with its noun: ``1 job``, ``3 jobs``; `forms` is ``job`` or ``entry,entries``."""
    one, _, many = forms.partition(",")
    return f"{number:,}{NBSP}{one if number == 1 else many or one + 's'}"


def in_words(number: int) -> str:
    """Numbers to twelve as words, larger ones as figures."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"


def joined(rest: str) -> str:
    """What goes on after a word: with a blank before it, except before a sign such as a full stop."""
    return f" {rest}" if rest and rest[0] not in ".,;:!?)" else rest


def filesize(size: int | None) -> str:
    """Bytes as people read them, in steps of a thousand: ``2.9 kB``."""
    if size is None:
        return NONE
    value, unit = float(size), 0
    while value >= _KILO - 0.5 and unit < len(_UNITS) - 1:
        value, unit = value / _KILO, unit + 1
    if unit == 0:
        return plural(size, "byte")
    number = f"{value:.1f}".removesuffix(".0") if value < 100 else f"{value:.0f}"  # noqa: PLR2004 - three figures
    return f"{number}{NBSP}{_UNITS[unit]}"


def span(length: timedelta) -> str:
    """A span as one or two units: ``12 min``, ``22 h``, ``1 d 20 h``, from three days on days alone."""
    seconds = max(0, int(length.total_seconds()))
    if seconds < _HOUR:
        return f"{seconds // _MINUTE}{NBSP}min" if seconds >= _MINUTE else f"under 1{NBSP}min"
    if seconds < _DAY:
        return f"{seconds // _HOUR}{NBSP}h"
    days, hours_left = seconds // _DAY, seconds % _DAY // _HOUR
    if days >= _DAYS_WITH_HOURS or not hours_left:
        return f"{days}{NBSP}d"
    return f"{days}{NBSP}d{NBSP}{hours_left}{NBSP}h"


def until(moment: datetime, now: datetime) -> str:
    """How far off a moment is: ``in 3 d``, or ``2 h ago`` where it has passed."""
    return f"in {span(moment - now)}" if moment >= now else f"{span(now - moment)} ago"


def day_of(value: date | datetime) -> date:
    """The day itself, or the day of a moment in the person's zone."""
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def short_day(day: date, this_year: int) -> str:
    """``Mon 23 Nov``, with the year where it is another one."""
    return f"{day:%a} {day.day} {day:%b}" + ("" if day.year == this_year else f" {day.year}")


def long_day(day: date, this_year: int) -> str:
    """``Monday 23 November``, with the year where it is another one."""
    return f"{day:%A} {day.day} {day:%B}" + ("" if day.year == this_year else f" {day.year}")


def recent(moment: datetime, now: datetime) -> str:
    """A moment as near as it is: ``05:20`` today, ``Sunday 18:00`` this week, else its day."""
    there, here = timezone.localtime(moment), timezone.localtime(now)
    days = (here.date() - there.date()).days
    if days == 0:
        return f"{there:%H:%M}"
    return f"{there:%A %H:%M}" if 0 < days < _WEEK_DAYS else short_day(there.date(), here.year)


def initials(name: str) -> str:
    """Up to two letters of a name: the first of its first and of its last word."""
    words = [letters for word in name.split() if (letters := [c for c in word if c.isalnum()])]
    picked = [words[0][0], *([words[-1][0]] if len(words) > 1 else [])] if words else ["?"]
    return "".join(picked).upper()[:2]
