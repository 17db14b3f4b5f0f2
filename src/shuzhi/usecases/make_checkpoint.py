"""Sign the head of the journal. The copy outside the database is what shows a cut or re-hashed tail later."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shuzhi.ledger.checkpoint import Checkpoint, sign_head
from shuzhi.ledger.entries import CheckpointMade, Entry
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Done, Problems, write


def make_checkpoint(office: Office, *, by: str, at: datetime, entry: UUID) -> Checkpoint | Problems:
    """The checkpoint of the head as it stands; an entry that keeps it follows, so the head moves on by one.

    Sent again, the checkpoint made the first time is answered.
    """
    made = office.journal.find(office.ledger, entry)
    if made is not None and isinstance(made.entry.body, CheckpointMade):
        return Checkpoint.of_body(office.ledger, made.entry.body)
    checkpoint = sign_head(office.journal.head(office.ledger), office.signer)
    body = CheckpointMade(
        position=checkpoint.position, head=checkpoint.head, key=checkpoint.key, signature=checkpoint.signature
    )
    outcome = write(office, Entry(office.ledger, entry, by, at, body))
    return checkpoint if isinstance(outcome, Done) else outcome
