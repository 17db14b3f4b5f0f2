"""The example year in both databases: written fast, verified, rebuilt equal, and true at every earlier position."""

from __future__ import annotations

import time
from dataclasses import replace

from shuzhi.catalog.load import load_pack
from shuzhi.ledger.tables import FactTables
from shuzhi.store.facts import DjangoFacts
from shuzhi.store.journal import DjangoJournal
from shuzhi.store.rebuild import rebuild_check
from shuzhi.store.verify import verify_journal
from shuzhi.usecases.example.build import example_entries
from tests.conftest import Backend

SECONDS = 60


def test_the_example_year_is_kept_and_proven(backend: Backend) -> None:
    entries = [
        replace(entry, ledger=backend.ledger)
        for entry in example_entries("x", pack=load_pack("womens_federation"), seed=7, scale=1)
    ]
    journal, facts = DjangoJournal(backend.using), DjangoFacts(backend.using)
    half = len(entries) // 2
    began = time.monotonic()
    journal.append(backend.ledger, entries[:half])
    before = FactTables.from_rows(facts.rows({backend.ledger: half}))
    journal.append(backend.ledger, entries[half:])
    assert time.monotonic() - began < SECONDS
    assert journal.head(backend.ledger).position == len(entries)
    assert FactTables.from_rows(facts.rows({backend.ledger: half})) == before
    verified = verify_journal(backend.ledger, is_signed=lambda *_: None, using=backend.using)
    assert (verified.findings, verified.position) == ((), len(entries))
    rebuilt = rebuild_check(backend.using, only=[backend.ledger])
    assert rebuilt.findings == () and rebuilt.rows > len(entries)
