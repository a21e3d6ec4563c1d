"""Numbers say their unit, times stand in the person's zone, and nothing that a person typed becomes markup."""

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import timezone

from duomo.desk.kit.parts import Event, Month, Purse, Tally

NOW = datetime(2026, 11, 23, 9, 10, tzinfo=UTC)
HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture(autouse=True)
def in_madrid() -> Iterator[None]:
    with timezone.override(zoneinfo.ZoneInfo("Europe/Madrid")):
        yield


def shown(source: str, **context: Any) -> str:
    return Template("{% load duomo %}" + source).render(Context({"now": NOW, **context}))


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(90, "1.5\xa0h"), (0, "0\xa0h"), (-390, "−6.5\xa0h"), (45, "0.75\xa0h"), (None, "–")],
)
def test_hours_say_their_unit(minutes: int | None, words: str) -> None:
    assert shown("{{ m|hours }}", m=minutes) == words


@pytest.mark.parametrize(("minutes", "words"), [(210, "+3.5\xa0h"), (-90, "−1.5\xa0h"), (0, "0\xa0h")])
def test_a_difference_of_hours_has_its_sign(minutes: int, words: str) -> None:
    assert shown("{{ m|hours_signed }}", m=minutes) == words


def test_hours_without_unit_are_for_large_figures() -> None:
    assert shown("{{ m|hours_bare }} {{ none|hours_bare }}", m=105, none=None) == "1.75 –"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (1, "about 1\xa0minute"),
        (7, "about 7\xa0minutes"),
        (54, "about 55 minutes"),
        (58, "about an hour"),
        (70, "about an hour"),
        (140, "about 2.5 hours"),
        (830, "about 14 hours"),
    ],
)
def test_about(minutes: int, words: str) -> None:
    assert shown("{{ m|about }}", m=minutes) == words


def test_money_has_its_currency_and_none_is_a_dash() -> None:
    assert shown("{{ a|money:'EUR' }} {{ a|money:'JPY' }} {{ n|money:'EUR' }}", a=12375, n=None) == "€123.75 ¥12,375 –"


@pytest.mark.parametrize(
    ("share", "words"), [(0.19, "19"), (0.0, "0"), (0.002, "&lt;1"), (0.998, "&gt;99"), (1.0, "100")]
)
def test_a_share_never_claims_more_certainty_than_it_has(share: float, words: str) -> None:
    assert shown("{{ s|percent }}", s=share) == f"{words}\xa0%"


def test_an_interval_of_shares() -> None:
    assert shown("{{ a|percent_to:b }}", a=0.1, b=0.31) == "10 to 31\xa0%"


def test_a_moment_stands_in_the_persons_zone() -> None:
    at = datetime(2026, 11, 21, 13, 10, tzinfo=UTC)
    said = '<time datetime="2026-11-21T14:10+01:00">Sat 21 Nov, 14:10</time>'
    assert shown("{{ at|moment:now }}", at=at) == said
    with timezone.override(zoneinfo.ZoneInfo("Pacific/Auckland")):
        assert "Sun 22 Nov, 02:10" in shown("{{ at|moment:now }}", at=at)


def test_another_year_is_named() -> None:
    at = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)
    assert ">Thu 1 Jan, 00:30<" in shown("{{ at|moment:now }}", at=at)
    assert ">Wed 31 Dec 2025, 23:00<" in shown("{{ at|moment:now }}", at=at - timedelta(minutes=90))
    assert ">Sun 23 Nov 2025<" in shown("{{ d|day:now }}", d=date(2025, 11, 23))


def test_a_missing_moment_is_a_dash() -> None:
    assert shown("{{ n|moment }} {{ n|day }} {{ n|since }} {{ n|until }}", n=None) == "– – – –"


def test_days_and_clock() -> None:
    at = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert ">Tue 24 Nov<" in shown("{{ at|day:now }}", at=at)
    assert ">Tuesday 24 November<" in shown("{{ at|long_day:now }}", at=at)
    assert shown("{{ at|clock }}", at=at) == '<time datetime="2026-11-24T00:30+01:00">00:30</time>'


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=20), "under 1\xa0min"),
        (timedelta(minutes=12), "12\xa0min"),
        (timedelta(hours=22, minutes=50), "22\xa0h"),
        (timedelta(days=1, hours=20), "1\xa0d\xa020\xa0h"),
        (timedelta(days=2), "2\xa0d"),
        (timedelta(days=3, hours=5), "3\xa0d"),
        (timedelta(hours=-1), "under 1\xa0min"),
    ],
)
def test_since_is_compact(ago: timedelta, words: str) -> None:
    assert shown("{{ at|since:now }}", at=NOW - ago) == words


def test_until_says_which_side_of_now() -> None:
    assert shown("{{ at|until:now }}", at=NOW + timedelta(days=3)) == "in 3\xa0d"
    assert shown("{{ at|until:now }}", at=NOW - timedelta(hours=2)) == "2\xa0h ago"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 23, 4, 20, tzinfo=UTC), "05:20"),
        (datetime(2026, 11, 22, 17, 0, tzinfo=UTC), "Sunday 18:00"),
        (datetime(2026, 11, 16, 17, 0, tzinfo=UTC), "Mon 16 Nov"),
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), "00:30"),
    ],
)
def test_recent_is_as_near_as_it_is(at: datetime, words: str) -> None:
    assert shown("{{ at|recent:now }}", at=at) == words


def test_numbers_with_nouns() -> None:
    plain = shown("{{ 1|plural:'job' }}, {{ 0|plural:'job' }}, {{ n|plural:'entry,entries' }}", n=1200)
    assert plain == "1\xa0job, 0\xa0jobs, 1,200\xa0entries"
    assert shown("{{ 6|in_words|capfirst }} {{ 13|in_words }} {{ 0|in_words }}") == "Six 13 no"


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0\xa0bytes"),
        (1, "1\xa0byte"),
        (999, "999\xa0bytes"),
        (2900, "2.9\xa0kB"),
        (999_950, "1\xa0MB"),
        (6_000_000, "6\xa0MB"),
        (123_456_789, "123\xa0MB"),
        (None, "–"),
    ],
)
def test_file_sizes(size: int | None, words: str) -> None:
    assert shown("{{ s|filesize }}", s=size) == words


def test_an_icon_comes_from_the_sprite_and_is_not_spoken() -> None:
    said = shown('{% icon "check" "s" %}')
    assert said == '<svg class="icon s" aria-hidden="true"><use href="/static/duomo/icons.svg#i-check"/></svg>'


def test_an_unknown_icon_is_refused() -> None:
    with pytest.raises(ValueError, match="There is no icon “nope”"):
        shown('{% icon "nope" %}')


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Amina Diallo", "AD"),
        ("María del Carmen Núñez", "MN"),
        ("Madonna", "M"),
        ("", "?"),
        ("  ", "?"),
        ("李 小龙", "李小"),
        ("(Bob) <b>", "BB"),
        ("ßßß straße", "SS"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert shown("{% face n %}", n=name) == f'<span class="face" aria-hidden="true">{letters}</span>'


def test_hostile_names_stay_words() -> None:
    everywhere = "{% face n %}{% person n url=n %}{% alias_face n %}{% tag n %}{% state 'fail' n %}{% user_link n %}"
    said = shown(everywhere, n=HOSTILE)
    assert "<script" not in said
    assert said.count("&lt;script&gt;") >= 5


def test_an_alias_is_read_aloud_unless_a_name_follows() -> None:
    assert '<span class="hidden">Alias A</span>' in shown('{% alias_face "A" %}')
    assert "Alias" not in shown('{% alias_face "A" quiet=True %}')


def test_tags_and_states_have_a_word() -> None:
    assert (
        shown('{% tag "must" %}{% tag "draft" %}') == '<span class="tag must">must</span><span class="tag">draft</span>'
    )
    assert shown('{% state "hit" %}').endswith("hit</span>")
    assert shown('{% state "fail" "2 errors" %}').endswith("2 errors</span>")
    with pytest.raises(KeyError):
        shown('{% state "maybe" %}')


def test_glyphs() -> None:
    assert shown("{% glyph 3 %}") == '<span class="glyph s" aria-hidden="true">3</span>'
    assert 'class="glyph s is-pass"' in shown('{% glyph "pass" %}')
    assert 'class="glyph is-watch"' in shown('{% glyph "purse" tone="watch" size="" %}')


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//example.org",
        "https://",
        "http://[bad",
        "https://exa mple.org",
        "mailto:",
        "ftp://example.org",
        "",
    ],
)
def test_only_web_and_mail_addresses_become_links(address: str) -> None:
    assert "<a" not in shown("{% user_link a %}", a=address)


def test_a_link_says_where_it_leads() -> None:
    said = shown("{% user_link a %}", a="https://google.com@evil.example/x?y=1#z")
    assert ">evil.example/x</a>" in said
    assert 'rel="noopener noreferrer nofollow"' in said
    assert ">xn--pple-43d.com<" in shown("{% user_link a %}", a="https://\u0430pple.com/")
    assert ">example.org/…<" in shown("{% user_link a %}", a="https://example.org/" + "a" * 90)
    assert ">ana@example.org<" in shown("{% user_link a %}", a="mailto:ana@example.org")
    assert 'Sketch <span class="fine">example.org</span>' in shown(
        "{% user_link a 'Sketch' %}", a="http://example.org/"
    )


def test_a_difference_is_told_by_elements_and_escaped() -> None:
    parts = [("same", "a "), ("gone", "<b>"), ("new", "<i>")]
    assert shown("{% diff p %}", p=parts) == "a <del>&lt;b&gt;</del><ins>&lt;i&gt;</ins>"


@pytest.mark.parametrize(
    ("used", "total", "tone", "width"),
    [
        (0, 0, "full", "0%"),
        (60, 120, "full", "50%"),
        (96, 120, "warm", "80%"),
        (120, 120, "bad", "100%"),
        (5, 0, "bad", "0%"),
    ],
)
def test_a_meter_warms_at_80_percent_and_never_overflows(used: int, total: int, tone: str, width: str) -> None:
    said = shown('{% meter u t "Planned hours" %}', u=used, t=total)
    assert f'class="{tone}" width="{width}"' in said
    assert "Planned hours: " in said


def test_purses_share_a_scale_and_hours_beyond_one_are_drawn_beyond_it() -> None:
    purses = [Purse("a", "A", 480, 300, 75, 0, 450), Purse("b", "B", 120, 120, 0, 90)]
    said = shown(
        "{% scale_of p as s %}{% for one in p %}{% purse_drawing one s as d %}{{ d.frame }} {% for b in d.boxes %}"
        "{{ b.kind }}@{{ b.x }}+{{ b.width }} {% endfor %}{{ d.spoken }};{% endfor %}",
        p=purses,
    )
    first, second, _ = said.split(";")
    assert first.startswith("93% void@0%+93% full@0%+58.12% part@58.12%+14.53% ")
    assert (
        "1.25\xa0h waiting for approval, 1.75\xa0h left. Forecast: with 80\xa0% certainty no more than 7.5\xa0h"
        in first
    )
    assert second.startswith("23.25% void@0%+23.25% full@0%+23.25% bad@23.25%+17.44% ")
    assert "1.5\xa0h recorded beyond it, not payable" in second


def test_months_below_nothing_hang_under_the_axis() -> None:
    months = [Month("Jan", 600), Month("Feb", -300)]
    said = shown(
        "{% bars_drawing m as d %}{{ d.axis }}|"
        "{% for b in d.bars %}{{ b.kind }} {{ b.y }} {{ b.height }}|{% endfor %}{{ d.spoken }}",
        m=months,
    )
    axis, above, below, spoken = said.split("|")
    kind, top, height = above.split()
    assert kind == "part"
    assert float(top) + float(height) == pytest.approx(float(axis), abs=0.11)
    assert below.split()[:2] == ["bad", axis]
    assert "lowest −5\xa0h in Feb, highest 10\xa0h in Jan" in spoken


def test_every_ended_job_is_an_octagon_or_counted() -> None:
    source = "{% hits_drawing m as d %}{% for c in d.columns %}"
    source += "{{ c.hits|length }}+{{ c.more_hits }} {{ c.misses|length }};{% endfor %}"
    assert shown(source, m=[Tally("Jan", 3, 1), Tally("Feb", 20, 0)]) == "3+0 1;16+4 0;"


@pytest.mark.parametrize(
    ("done", "total", "lit"), [(0, 7, ""), (1, 7, ".88 7"), (4, 7, ".88 .12 .88 .12 .88 .12 .88 7"), (0, 0, "")]
)
def test_the_dial_lights_one_side_for_each_part(done: int, total: int, lit: str) -> None:
    assert shown("{% dial_drawing a b as d %}{{ d.lit }}", a=done, b=total) == lit


def test_events_fall_into_the_days_of_the_persons_zone() -> None:
    events = [Event(NOW, "Ana", "came"), Event(datetime(2026, 11, 22, 23, 30, tzinfo=UTC), "Bo", "came")]
    source = "{% by_day e as days %}{% for day, list in days %}{{ day.isoformat }}:{{ list|length }} {% endfor %}"
    assert shown(source, e=events) == "2026-11-23:2 "
    with timezone.override(UTC):
        assert shown(source, e=events) == "2026-11-23:1 2026-11-22:1 "
