"""The one place that reads the clock and turns a person's local time into a moment."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


class NoSuchMoment(ValueError):
    """A local time that the clocks of the zone skip."""


def utc_now() -> datetime:
    """The present moment in UTC. Only the edges (requests, commands, the worker) call it."""
    return datetime.now(UTC)


def moment_in(zone: str, local: datetime) -> datetime:
    """The UTC moment of a naive local time in `zone`; of two equal local times, the earlier.

    Raises:
        NoSuchMoment: the clocks of the zone skip this local time (a clock change, or a day left out).
    """
    moment = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local:
        raise NoSuchMoment(f"{local:%d %B %Y, %H:%M} does not exist in {zone}: the clocks skip it.")
    return moment


def local_day(zone: str, moment: datetime) -> date:
    """The calendar day of `moment` in `zone`."""
    return moment.astimezone(ZoneInfo(zone)).date()


def next_local_hour(zone: str, moment: datetime, hour: int) -> datetime:
    """The next moment after `moment` at which the clocks of `zone` show `hour`:00 (for daily mails)."""
    here = moment.astimezone(ZoneInfo(zone))
    today = here.replace(hour=hour, minute=0, second=0, microsecond=0)
    candidate = today.astimezone(UTC)
    if candidate > moment:
        return candidate
    return (today + timedelta(days=1)).astimezone(UTC)
