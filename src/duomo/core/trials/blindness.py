"""Law 4: reviewers see aliases in an order of their own, so that neither name nor place sways the score."""

import hashlib
from collections.abc import Sequence


def reviewer_order(seed: str, reviewer: str, makers: Sequence[str]) -> tuple[str, ...]:
    """Order the makers for one reviewer; the caller gives the aliases A, B, ... in that order.

    The order is that of SHA-256 over seed, reviewer and maker: the same each time, another for each reviewer, and not
    to be foreseen without the seed, which stays in the workspace.
    """
    return tuple(sorted(makers, key=lambda maker: (_place(seed, reviewer, maker), maker)))


def _place(*parts: str) -> bytes:
    # Each part goes with its length: ("ab", "c") and ("a", "bc") must not give the same place.
    said = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest()
