"""Answers to hints: of a known unit and with a reason, of two records that are there, taken back only while they stand."""

from __future__ import annotations

from collections.abc import Iterator

from shuzhi.ledger.checks.problem import Check, Problem, error
from shuzhi.ledger.entries import CadenceAnswered, Entry, LikenessDenied
from shuzhi.ledger.hints import AskedAgain, standing_answers
from shuzhi.ledger.view import View


def cadence_is_of_a_known_unit(entry: Entry, view: View) -> Iterator[Problem]:
    """A cadence is answered for a unit that the ledger knows."""
    body = entry.body
    if isinstance(body, CadenceAnswered) and not view.organisation(body.org).spans:
        yield error("ledger.unknown_organisation", org=body.org)


def answer_says_why(entry: Entry, _view: View) -> Iterator[Problem]:
    """Whoever answers that a cadence does not apply says why."""
    if isinstance(entry.body, CadenceAnswered) and not entry.beside.get("reason", "").strip():
        yield error("ledger.answer_without_reason")


def likeness_is_of_two_records(entry: Entry, view: View) -> Iterator[Problem]:
    """Two records of activities are told apart, both in the ledger, the smaller id first."""
    body = entry.body
    if not isinstance(body, LikenessDenied):
        return
    if body.first >= body.second:
        yield error("ledger.likeness_of_one", first=body.first, second=body.second)
    for subject in (f"activity:{body.first}", f"activity:{body.second}"):
        if not view.known(subject):
            yield error("ledger.unknown_activity", subject=subject)


def only_an_answer_is_taken_back(entry: Entry, view: View) -> Iterator[Problem]:
    """What was not answered, or is asked again already, cannot be asked again."""
    if isinstance(entry.body, AskedAgain) and not standing_answers(view.history(entry.subject)):
        yield error("ledger.not_answered", subject=entry.subject)


CHECKS: tuple[Check, ...] = (
    cadence_is_of_a_known_unit,
    answer_says_why,
    likeness_is_of_two_records,
    only_an_answer_is_taken_back,
)
