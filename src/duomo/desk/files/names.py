"""Turns whatever a browser calls a file into a name that is safe to show and to save under; it is never a path here."""

import re
import unicodedata

LONGEST_NAME = 120
LONGEST_ENDING = 16
NAMELESS = "file"

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_FORBIDDEN_ON_DISKS = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
# A spreadsheet that lists names would run these as a formula.
_FORMULA = re.compile(r"^[ .=+\-@]*[=+\-@][ .]*")
# Names that open a device instead of a file on Windows, with whatever ending.
_DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE | re.ASCII)


def shown_name(given: str) -> str:
    """The name to show and to offer at download: the last part of a path, without what cannot be seen or does harm."""
    last = re.split(r"[/\\]", given)[-1]
    seen = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c) not in _UNSEEN)
    plain = " ".join(seen.translate(_FORBIDDEN_ON_DISKS).split())
    plain = _FORMULA.sub("_", plain).strip(" .")
    if _DEVICES.match(plain):
        plain = f"_{plain}"
    return _shortened(plain) or NAMELESS


def _shortened(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    stem, point, ending = name.rpartition(".")
    if not point or len(ending) > LONGEST_ENDING:
        return name[:LONGEST_NAME].rstrip(" .")
    return f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip(' .')}.{ending}"
