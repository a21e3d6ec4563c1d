"""What a contractor's data may hold, for every way in which it arrives."""

from urllib.parse import urlsplit

# More at once would keep every other writer waiting for seconds.
MOST_ROWS = 500
LONGEST_NAME = 120
LONGEST_EMAIL = 254
LONGEST_LINK = 300
LONGEST_NOTE = 5_000
# A rate is stored in 32 bits.
MOST_RATE = 2_000_000_000


def whole_link(text: str) -> str | None:
    """The address with its scheme, or None where it is none of the web: an address may carry a script."""
    typed = text.strip()
    if not typed or not typed.isprintable() or any(letter.isspace() for letter in typed):
        return None
    address = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return None
    return (
        address
        if parts.scheme in {"http", "https"} and "." in host.strip(".") and len(address) <= LONGEST_LINK
        else None
    )
