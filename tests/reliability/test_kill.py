"""Kills the desk twenty times under load: what was acknowledged stays, once and whole."""

import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.processes import own_database
from tests.reliability.desk import Desk
from tests.reliability.journal import Deed, Journal, faults, new_job
from tests.reliability.kept_rows import KeptRows
from tests.reliability.visitor import NoAnswer, Visitor

KILLS = 20
CLIENTS = 4
SEE_OTHER = 303
LOAD_SECONDS = 60


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with nothing in it, on the engine that this test run is about."""
    with own_database() as database:
        yield Desk(tmp_path / "desk", database)


@pytest.mark.long
def test_nothing_acknowledged_is_lost_or_doubled_by_twenty_kills(desk: Desk) -> None:
    journal = Journal()
    with desk.up():
        cookies = set_up(desk)
    for _ in range(KILLS):
        with desk.up() as process:
            clients = under_load(desk, cookies, journal)
            assert journal.wait_for(journal.dice.randint(1, 25), LOAD_SECONDS), "the desk does not answer"
            # Somewhere within the next request, not always at the edge of one.
            threading.Event().wait(journal.dice.uniform(0, 0.03))
            assert process.stop(signal.SIGKILL) == -signal.SIGKILL
            for client in clients:
                client.join()
    with desk.up() as process:
        resend(desk, cookies, journal)
        assert process.stop() == 0
    assert journal.refused == []
    # Fewer would mean that the kills fell between the requests.
    assert journal.cut_off >= KILLS
    kept = KeptRows(desk)
    assert faults(journal.acknowledged, kept.all()) == []
    assert kept.half_done() == []
    assert kept.damage() == []
    proof = desk.run("verify")
    assert proof.returncode == 0, proof.stdout + proof.stderr


def test_a_form_that_is_sent_again_without_its_key_is_noticed(desk: Desk) -> None:
    journal = Journal()
    deed = new_job(1)
    kept = KeptRows(desk)
    with desk.up() as process, closing(Visitor(desk.port, set_up(desk))) as visitor:
        send(visitor, deed, journal)
        send(visitor, deed, journal)
        with_its_key = kept.all()
        send(visitor, Deed(deed.mark, deed.path, {**deed.fields, "once": ""}), Journal())
        process.stop()
    assert faults(journal.acknowledged, with_its_key) == []
    assert faults(journal.acknowledged, kept.all()) == [f"kept 2 times: {deed.mark}"]
    assert kept.half_done() == ["keys of forms"]


def set_up(desk: Desk) -> Mapping[str, str]:
    """Sign in by the link that a fresh desk prints, and open the workspace; the cookies of its owner."""
    owner = {
        "name": "Marta Castell",
        "email": "marta@castell.example",
        "workspace": "Castell Paper Goods",
        "zone": "Europe/Berlin",
        "currency": "EUR",
    }
    with closing(Visitor(desk.port)) as visitor:
        assert visitor.get(desk.link).status == 200
        assert visitor.post(desk.link, {}).status == SEE_OTHER
        assert visitor.get("/welcome/").status == 200
        answer = visitor.post("/welcome/", owner)
        assert answer.status == SEE_OTHER, answer.text
        return visitor.cookies


def under_load(desk: Desk, cookies: Mapping[str, str], journal: Journal) -> list[threading.Thread]:
    """Let clients send one deed after another until the desk answers no more."""
    visitors = [Visitor(desk.port, cookies) for _ in range(CLIENTS)]
    clients = [threading.Thread(target=send_until_silence, args=(one, journal), daemon=True) for one in visitors]
    for client in clients:
        client.start()
    return clients


def send_until_silence(visitor: Visitor, journal: Journal) -> None:
    with closing(visitor):
        while send(visitor, journal.next(), journal):
            pass


def resend(desk: Desk, cookies: Mapping[str, str], journal: Journal) -> None:
    """Send once more, word for word, what was cut off by the last kill."""
    with closing(Visitor(desk.port, cookies)) as visitor:
        while journal.unsure:
            assert send(visitor, journal.next(), journal), "the desk does not answer"


def send(visitor: Visitor, deed: Deed, journal: Journal) -> bool:
    """Send one deed and note what came of it; False where nothing came back."""
    try:
        answer = visitor.post(deed.path, deed.fields)
    except NoAnswer:
        journal.cut(deed)
        return False
    if answer.status == SEE_OTHER:
        journal.acknowledge(deed, answer.location)
    else:
        journal.refuse(deed, f"answered {answer.status}")
    return True
