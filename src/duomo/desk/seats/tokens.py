"""Tokens of links: 256 random bits in the address, their digest in the database."""

import hashlib
import secrets


def fresh_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What is stored and looked up instead of the token, so that neither a copy of the database nor timing gives it."""
    return hashlib.sha256(token.encode()).hexdigest()
