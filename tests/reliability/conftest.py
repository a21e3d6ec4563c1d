"""The marker of tests that take long."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "long: takes more than 20 seconds; leave it out with -m 'not long'")
