"""Logging to the terminal, one line a record, with everything that opens a door blanked out."""

import logging
import re
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from duomo.desk.site.env import Environment

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

# Sign-in links, guest keys and file keys are long path segments; a log reader must not be able to use them.
_LONG_SEGMENT = re.compile(r"(?<=/)[\w:-]{12,}(?=[/?\s\"']|$)")
_SECRET_VALUE = re.compile(r"(?i)\b(token|key|code|secret|password|next)=[^&\s\"']+")
_ADDRESS_PASSWORD = re.compile(r"(?<=://)[^/@\s]+@")


def without_secrets(line: str) -> str:
    """Return the line with long path segments, secret query values and addresses' passwords blanked out."""
    line = _ADDRESS_PASSWORD.sub("…@", line)
    line = _SECRET_VALUE.sub(r"\1=…", line)
    return _LONG_SEGMENT.sub("…", line)


class OneLine(logging.Formatter):
    """Formats a record without secrets; a traceback follows on lines of its own, with the files' paths whole."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (the standard library's name)
        """Return the formatted first line without secrets."""
        return without_secrets(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802 (the standard library's name)
        """Return the traceback without secrets in what the error says."""
        lines = super().formatException(ei).splitlines()
        return "\n".join(line if line.lstrip().startswith('File "') else without_secrets(line) for line in lines)


def logging_settings(environment: Environment) -> dict[str, Any]:
    """Return LOGGING for Django; the level comes from DUOMO_LOG_LEVEL (WARNING by default)."""
    level = environment.text("DUOMO_LOG_LEVEL", "WARNING").upper()
    if level not in LEVELS:
        raise ImproperlyConfigured(f"DUOMO_LOG_LEVEL is {level!r}. Write one of {', '.join(LEVELS)}.")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"()": "duomo.desk.site.logs.OneLine", "format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}
        },
        "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["terminal"], "level": level},
        "loggers": {
            # Without this Django adds a handler that mails full error pages, which hold what people typed.
            "django": {"handlers": [], "level": level, "propagate": True},
            # Every 404 is a warning there; strangers who probe addresses would fill the log.
            "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
            # It warns whenever more requests come than threads wait, which is every page with its pictures.
            "waitress.queue": {"handlers": [], "level": "ERROR", "propagate": True},
            "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
        },
    }
