"""Open many items as one act, as the preview of a sheet showed them: all of them, or none with every problem told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shuzhi.ledger.entries import Entry
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def import_items(office: Office, entries: Sequence[Entry]) -> Outcome:
    """``entries`` are those of the accepted rows. One that was written before keeps its instant, and is not written again."""
    return write(office, *(as_sent(office, one) for one in entries))


def as_sent(office: Office, entry: Entry) -> Entry:
    """An entry that was sent before keeps the instant and the hand of then, so that it says the same."""
    sent = office.journal.find(office.ledger, entry.id)
    return entry if sent is None else replace(entry, at=sent.entry.at, by=sent.entry.by)
