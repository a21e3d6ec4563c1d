"""Writes an amount as a person types it."""

from duomo.core.quantities import CURRENCIES


def plain_amount(minor: int | None, currency: str) -> str:
    """An amount without sign and thousands separators, with all its decimals; empty where there is none."""
    if minor is None or currency not in CURRENCIES:
        return ""
    digits = CURRENCIES[currency].digits
    whole, rest = divmod(minor, 10**digits)
    return f"{whole}.{rest:0{digits}d}" if digits and rest else str(whole)
