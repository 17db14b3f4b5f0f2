"""Numbers that left the office: what was said is kept, and the next answer says where it differs and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from shuzhi.catalog.canonical import sealed
from shuzhi.catalog.model import Count, Pack, TypeIn
from shuzhi.engine.base import Reach
from shuzhi.ledger.entries import Way
from shuzhi.messages import LANGUAGES, say
from shuzhi.usecases.adopt_pack import adopt_pack
from shuzhi.usecases.earlier_numbers import Earlier, earlier_numbers, handed_over, since_then, that_differ
from shuzhi.usecases.hand_over_number import Handing, hand_over_number
from shuzhi.usecases.number_sentences import sentence_of
from shuzhi.usecases.office import Office
from shuzhi.usecases.take_number_back import take_number_back
from shuzhi.usecases.writing import Done, Problems
from tests.unit.usecases.numbers import CITY, NOW, Telling, talk_on
from tests.unit.usecases.offices import BY, number


@pytest.fixture
def telling(office: Office) -> Telling:
    """Three talks of 2023 are on record, two of them confirmed."""
    telling = Telling(office)
    telling.talk("2023-03-08", heads=40)
    telling.talk("2023-09-01", org="V2")
    return telling


def reasons(found: Earlier) -> list[tuple[str, int, Decimal | None]]:
    """(kind or step, records, shift) of every reason."""
    return [
        one
        for reason in found.reasons
        for one in (
            [(each.kind, len(each.subjects), each.shift) for each in reason.changes]
            or [(reason.step, 0, None)]
        )
    ]


def test_a_number_is_kept_with_its_whole_question_and_answer(telling: Telling) -> None:
    query = telling.asked()
    telling.hand_over(query)
    (kept,) = handed_over(telling.office)
    assert kept.query == query
    body = kept.body
    assert (body.receiver, body.day, body.way, body.document) == (
        "市妇联",
        date(2023, 10, 9),
        Way.REPORT,
        "三季度情况",
    )
    assert (body.printed, body.low, body.high, body.unit, body.certainty) == (
        "2场",
        Decimal(2),
        Decimal(2),
        "场",
        "exact",
    )


def test_asked_again_with_nothing_entered_since_the_number_is_the_same(telling: Telling) -> None:
    telling.hand_over(telling.asked())
    (found,) = earlier_numbers(telling.office, telling.asked())
    assert not found.differs
    assert sentence_of(telling.office, found).code == "numbers.same"


def test_a_late_entry_is_named_with_what_it_brings(telling: Telling) -> None:
    telling.hand_over(telling.asked())
    late = telling.talk("2023-05-04")
    (found,) = earlier_numbers(telling.office, telling.asked())
    assert reasons(found) == [("late", 1, Decimal(1))]
    assert found.reasons[0].changes[0].subjects == (f"activity:{late}",)


def test_those_that_differ_are_found_among_many_without_their_reasons(telling: Telling) -> None:
    """The very ones of which the reasons would be told; a neighbour whose figure did not move is left out."""
    first, other = telling.asked(), replace(telling.asked(), scope=replace(telling.asked().scope, org="V2"))
    telling.hand_over(first)
    telling.hand_over(other)
    assert that_differ(telling.office, handed_over(telling.office)) == ()
    telling.talk("2023-10-20", org="V1")
    told = handed_over(telling.office)
    differing = that_differ(telling.office, told)
    assert [one.query.scope.org for one in differing] == ["D"]
    assert differing == tuple(one for one in told if since_then(telling.office, one).differs)


def test_withdrawals_confirmations_and_corrections_are_told_apart(telling: Telling) -> None:
    heads = "outreach_attendances"
    gone, waiting, wrong = (
        telling.talk("2023-04-01"),
        telling.talk("2023-04-02", confirmed=False),
        telling.talk("2023-04-03"),
    )
    telling.hand_over(telling.asked(indicator=heads))
    telling.withdraw(gone)
    telling.confirm(waiting)
    telling.correct(wrong, talk_on("2023-04-03", heads=50, event=number(1)))
    (found,) = earlier_numbers(telling.office, telling.asked(indicator=heads))
    assert reasons(found) == [
        ("withdrawn", 1, Decimal(-30)), ("confirmed", 1, Decimal(30)), ("corrected", 1, Decimal(20)),
    ]  # fmt: skip
    assert found.now.exact == Decimal(40 + 30 + 30 + 50)


def test_another_period_and_another_scope_are_steps_of_their_own(telling: Telling) -> None:
    telling.talk("2023-11-02", org="D")
    telling.hand_over(telling.asked("2023-01-01..2023-09-30"))
    telling.talk("2023-02-02", org="D")
    (found,) = earlier_numbers(telling.office, telling.asked("2023", reach=Reach.UNIT))
    assert reasons(found) == [("late", 1, Decimal(1)), ("scope", 0, None), ("period", 0, None)]
    ends = [(one.before and one.before.low, one.after and one.after.low) for one in found.reasons]
    assert ends == [(2, 3), (3, 1), (1, 2)]


def test_last_years_number_and_another_units_are_no_earlier_answers(telling: Telling) -> None:
    telling.hand_over(telling.asked("2022"))
    telling.hand_over(telling.asked(org="V1"))
    assert earlier_numbers(telling.office, telling.asked()) == ()
    assert len(handed_over(telling.office)) == 2


def test_what_was_said_otherwise_than_the_ledger_showed_is_a_reason(telling: Telling) -> None:
    telling.hand_over(telling.asked(), said="5场")
    (wrong,) = earlier_numbers(telling.office, telling.asked())
    assert reasons(wrong) == [("said", 0, None)]


@pytest.mark.parametrize(
    ("said", "differs"), [("70余人次", False), ("至少60人次", False), ("60余人次", True), ("近百人次", True)]
)
def test_round_words_that_are_true_of_the_figure_are_no_difference(
    telling: Telling, said: str, differs: bool
) -> None:
    """The ledger shows 70 attendances."""
    query = telling.asked(indicator="outreach_attendances")
    telling.hand_over(query, said=said)
    (found,) = earlier_numbers(telling.office, query)
    assert found.differs is differs


def test_a_rule_that_changed_is_a_reason_and_the_old_number_stays(telling: Telling, pack: Pack) -> None:
    telling.hand_over(telling.asked())
    talks = pack.indicators["outreach_sessions"]
    other = replace(talks, measure=Count((TypeIn(("lead_goose_training",)),)))
    changed = sealed(replace(pack, version="9", indicators={**pack.indicators, talks.code: other}))
    assert isinstance(adopt_pack(telling.office, by=BY, at=NOW, entry=telling.next_id(), pack=changed), Done)
    telling.talk("2023-12-01")
    (kept,) = handed_over(telling.office)
    found = since_then(telling.office, kept)
    assert [(one.step, one.keys) for one in found.reasons] == [("entries", ()), ("rule", ("measure",))]
    assert (found.now.exact, found.now.query.pack.version) == (0, "9")
    assert kept.query.pack.version == pack.version


def test_people_do_not_add_up_so_no_share_is_told(telling: Telling) -> None:
    telling.hand_over(telling.asked(indicator="outreach_people"))
    telling.talk("2023-05-05", heads=90)
    (found,) = earlier_numbers(telling.office, telling.asked(indicator="outreach_people"))
    assert reasons(found) == [("late", 1, None)]


def test_a_number_taken_back_is_no_longer_held_against_later_ones(telling: Telling) -> None:
    told = telling.hand_over(telling.asked())
    refused = take_number_back(
        telling.office, by=BY, at=NOW, entry=number(1), number=number(404), day=NOW.date(), reason="误登"
    )
    assert isinstance(refused, Problems)
    done = take_number_back(
        telling.office, by=BY, at=NOW, entry=number(2), number=told, day=NOW.date(), reason="误登"
    )
    assert isinstance(done, Done)
    assert handed_over(telling.office) == ()


@pytest.mark.parametrize(
    ("handing", "code"),
    [
        (replace(CITY, receiver=" "), "numbers.receiver_missing"),
        (replace(CITY, day=date(2024, 1, 1)), "numbers.day_ahead"),
    ],
)
def test_a_hand_over_without_receiver_or_before_its_day_is_refused(
    telling: Telling, handing: Handing, code: str
) -> None:
    outcome = hand_over_number(
        telling.office,
        by=BY,
        at=NOW,
        entry=number(1),
        number=number(2),
        handing=handing,
        query=telling.asked(),
    )
    assert isinstance(outcome, Problems)
    assert outcome.problems[0].code == code


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_to_use_names_receiver_day_both_numbers_and_the_reason(
    telling: Telling, language: str
) -> None:
    telling.hand_over(telling.asked())
    telling.talk("2023-05-04")
    (found,) = earlier_numbers(telling.office, telling.asked())
    sentence = sentence_of(telling.office, found)
    words = say(sentence.code, sentence.args, language)
    now = {"zh": "3场", "en": "3 sessions"}[language]  # what was told stays as it was told
    assert all(part in words for part in ("市妇联", "2场", now, "2023", "1"))
    assert "[" not in words and "{" not in words
