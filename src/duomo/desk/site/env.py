"""Typed readers of the environment: a wrong value stops the start and says which variable, and what to write."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off"})


@dataclass(frozen=True)
class Environment:
    """The process environment, or the one that a test hands in."""

    values: Mapping[str, str]

    @classmethod
    def of_process(cls) -> "Environment":
        """Read the variables this process was started with."""
        return cls(os.environ)

    def text(self, name: str, default: str = "") -> str:
        """Return the trimmed value, or the default where it is unset or blank."""
        return self.values.get(name, "").strip() or default

    def flag(self, name: str, *, default: bool) -> bool:
        """Return a yes/no value; raises ImproperlyConfigured for any other word."""
        word = self.text(name).lower()
        if not word:
            return default
        if word in _YES | _NO:
            return word in _YES
        raise ImproperlyConfigured(f"{name} is {word!r}. Write yes or no.")

    def whole(self, name: str, default: int, *, least: int = 0, most: int | None = None) -> int:
        """Return a whole number within bounds; raises ImproperlyConfigured otherwise."""
        word = self.text(name)
        if not word:
            return default
        try:
            number = int(word.replace("_", ""))
        except ValueError:
            raise ImproperlyConfigured(f"{name} is {word!r}. Write a whole number.") from None
        if number < least or (most is not None and number > most):
            bounds = f"at least {least}" if most is None else f"between {least} and {most}"
            raise ImproperlyConfigured(f"{name} is {number}. Write a number of {bounds}.")
        return number

    def words(self, name: str) -> list[str]:
        """Return the comma-separated parts without blanks."""
        return [word for part in self.text(name).split(",") if (word := part.strip())]

    def folder(self, name: str, default: Path) -> Path:
        """Return an absolute path; `~` is the home of the person who started the process."""
        return Path(self.text(name, str(default))).expanduser().absolute()

    def address(self, name: str, default: str) -> SplitResult:
        """Return an http(s) origin such as `https://desk.example.com`; raises ImproperlyConfigured otherwise."""
        word = self.text(name, default).rstrip("/")
        parts = split_address(word, name)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query or parts.username:
            raise ImproperlyConfigured(f"{name} is {word!r}. Write an address such as https://desk.example.com")
        return parts


def split_address(word: str, name: str) -> SplitResult:
    """Split an address; raises ImproperlyConfigured (without repeating its password) where it is malformed."""
    try:
        parts = urlsplit(word)
        _ = parts.port
    except ValueError:
        raise ImproperlyConfigured(f"{name} is not a readable address. Check its host and port.") from None
    return parts


def user_and_password(parts: SplitResult) -> tuple[str, str]:
    """Return the decoded user and password of an address; both are blank where it has none."""
    return unquote(parts.username or ""), unquote(parts.password or "")


def query_options(parts: SplitResult) -> dict[str, str]:
    """Return the last value of each option behind the question mark."""
    return {name: values[-1] for name, values in parse_qs(parts.query).items()}
