"""The one door to the journal: check, append, answer. Knows what may be wrong, never what a sentence says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shuzhi.ledger.checks import Level, Problem, check_entries
from shuzhi.ledger.entries import Entry
from shuzhi.ledger.ports import Conflict, Receipt
from shuzhi.usecases.catalog_checks import check_against_pack
from shuzhi.usecases.office import Office


@dataclass(frozen=True, slots=True)
class Done:
    """Written (or already there: ``repeated`` in the receipt). ``warnings`` are shown and block nothing."""

    receipts: tuple[Receipt, ...]
    warnings: tuple[Problem, ...] = ()

    @property
    def receipt(self) -> Receipt:
        """The last of them: for a verb that writes one entry, that entry's."""
        return self.receipts[-1]


@dataclass(frozen=True, slots=True)
class Problems:
    """Nothing was written. At least one of ``problems`` is an error."""

    problems: tuple[Problem, ...]


Outcome = Done | Problems


def write(office: Office, *entries: Entry) -> Outcome:
    """Append all of these entries or none.

    An entry that was sent before is answered without being checked again: what it said may be stale by now, and it
    was accepted then.
    """
    found = () if _sent_before(office, entries) else _problems(office, entries)
    if any(problem.level is Level.ERROR for problem in found):
        return Problems(found)
    try:
        receipts = office.journal.append(office.ledger, entries)
    except Conflict as conflict:
        return Problems((Problem(conflict.code, conflict.args_),))
    return Done(receipts, found)


def checked(office: Office, *entries: Entry) -> Problems | None:
    """What ``write`` would refuse, asked before something is made for the entries; None where it would not."""
    found = () if _sent_before(office, entries) else _problems(office, entries)
    return Problems(found) if any(problem.level is Level.ERROR for problem in found) else None


def refusal(code: str, **args: str | int) -> Problems:
    """One problem that a verb found before there was an entry to check."""
    return Problems((Problem(code, dict(args)),))


def _sent_before(office: Office, entries: Sequence[Entry]) -> bool:
    return all(office.journal.find(office.ledger, entry.id) is not None for entry in entries)


def _problems(office: Office, entries: Sequence[Entry]) -> tuple[Problem, ...]:
    against_pack = check_against_pack(office, entries)
    return (*against_pack, *check_entries(office.journal, office.ledger, entries))
