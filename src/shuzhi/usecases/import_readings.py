"""Put many readings down as one act, as the preview of a sheet showed them: all of them, or none with every problem told."""

from __future__ import annotations

from collections.abc import Sequence

from shuzhi.ledger.entries import Entry
from shuzhi.usecases.import_items import as_sent
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def import_readings(office: Office, entries: Sequence[Entry]) -> Outcome:
    """``entries`` are those of the accepted rows; one written before is not written again."""
    return write(office, *(as_sent(office, one) for one in entries))
