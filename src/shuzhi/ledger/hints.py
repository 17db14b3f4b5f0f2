"""Answers to hints as they stand: the last word on each subject, an answer or its being taken back. Knows no storage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from shuzhi.ledger.entries import CadenceAnswered, CadenceAskedAgain, LikenessAskedAgain, LikenessDenied
from shuzhi.ledger.ports import Record

Answer = CadenceAnswered | LikenessDenied
AskedAgain = CadenceAskedAgain | LikenessAskedAgain
ANSWER_TYPES = tuple(kind.type for kind in (*get_args(Answer), *get_args(AskedAgain)))


def standing_answers(records: Iterable[Record]) -> dict[str, Record]:
    """By subject the answer that holds, given records in the order of their positions; others are passed over."""
    standing: dict[str, Record] = {}
    for record in records:
        if isinstance(record.entry.body, Answer):
            standing[record.entry.subject] = record
        elif isinstance(record.entry.body, AskedAgain):
            standing.pop(record.entry.subject, None)
    return standing
