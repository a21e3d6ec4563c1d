"""A system check that fails for a view which does not say who may pass its door."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.urls import URLPattern, URLResolver, get_resolver


def every_route(patterns: Iterable[URLPattern | URLResolver], above: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Each route with its whole pattern."""
    for pattern in patterns:
        route = f"{above}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from every_route(pattern.url_patterns, route)
        else:
            yield route, pattern


def check_doors(
    app_configs: Sequence[AppConfig] | None,
    **kwargs: Any,
) -> list[checks.CheckMessage]:
    """Name every route whose view has neither @seated nor @open_door."""
    return [
        checks.Error(
            f"/{route} has no door.",
            hint="Mark its view with @seated(Right.…) or @open_door('why nobody needs a seat').",
            obj=pattern.callback,
            id="seats.E001",
        )
        for route, pattern in every_route(get_resolver().url_patterns)
        if not getattr(pattern.callback, "door", None)
    ]
