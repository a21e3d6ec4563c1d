"""Which time zones there are."""

from functools import cache
from pathlib import Path
from zoneinfo import available_timezones

# Folders of the zone database that hold no place.
_NO_PLACES = ("Etc/", "posix/", "right/", "SystemV/")


@cache
def zone_names() -> tuple[str, ...]:
    """The IANA zones that are places, and UTC, by name."""
    places = {name for name in available_timezones() if "/" in name and not name.startswith(_NO_PLACES)}
    return tuple(sorted(places | {"UTC"}))


def is_zone(name: str) -> bool:
    """Whether the zone database knows `name`."""
    return name in available_timezones()


def zone_of_this_machine() -> str:
    """The zone that the system's clock is set to, to begin with; UTC where that cannot be seen."""
    _, found, name = str(Path("/etc/localtime").resolve()).partition("/zoneinfo/")
    return name if found and name in zone_names() else "UTC"
