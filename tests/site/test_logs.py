"""The log: nothing in it opens a door."""

import logging

import pytest

from duomo.desk.site.logs import OneLine, without_secrets


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Not Found: /sign-in/link/dGhpcyBpcyBhIHRva2Vu/", "Not Found: /sign-in/link/…/"),
        ("GET /i/abcdefghij234567 HTTP/1.1", "GET /i/… HTTP/1.1"),
        ("/sign-in/?next=/jobs/7&token=abc", "/sign-in/?next=…&token=…"),
        ("code=ABCD-1234", "code=…"),
        ("postgresql://ada:secret@db.example.com/desk", "postgresql://…@db.example.com/desk"),
        ("Not Found: /jobs/17/brief/", "Not Found: /jobs/17/brief/"),
        (
            "Task duomo.desk.kit.tasks.run failed in attempt 3: OSError",
            "Task duomo.desk.kit.tasks.run failed in attempt 3: OSError",
        ),
    ],
)
def test_secrets_are_blanked_out(line: str, shown: str) -> None:
    assert without_secrets(line) == shown


def test_a_traceback_loses_its_secrets_too() -> None:
    with pytest.raises(ValueError, match="guest") as caught:
        int("/guest/abcdefghij234567/")
    error = (caught.type, caught.value, caught.tb)
    record = logging.LogRecord("django", logging.ERROR, __file__, 1, "Error at %s", ("/i/abcdefghij234567/",), error)
    text = OneLine("%(levelname)s %(message)s").format(record)
    assert "invalid literal" in text
    assert "ValueError: invalid literal for int() with base 10: '/guest/…/'" in text
