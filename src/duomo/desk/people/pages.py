"""What other rooms and the pages see of a contractor: plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ContractorLine:
    """One contractor.

    `joined` says that the guest seat has been taken. `functions` are names, `function_slugs` the same in the same
    order. `rate_minor` (for one hour, in minor units of `currency`) is None for seats that may not see money.
    """

    id: int
    number: int
    name: str
    email: str
    member_id: int | None
    joined: bool
    rate_minor: int | None
    currency: str
    functions: tuple[str, ...]
    function_slugs: tuple[str, ...]
    link: str
    note: str
    archived: bool


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import."""

    added: int
    numbers: tuple[int, ...]
