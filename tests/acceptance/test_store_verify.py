"""An administrator with the database in hand: what is found, and what cannot be found without a checkpoint."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shuzhi.ledger.checkpoint import Checkpoint, sign_head
from shuzhi.ledger.codec import decode, encode, hash_of
from shuzhi.ledger.entries import CheckpointMade, PersonErased
from shuzhi.report.signing import KeyRing, SigningKey
from shuzhi.store.journal import DjangoJournal
from shuzhi.store.models import BesideRow, JournalRow
from shuzhi.store.verify import JournalVerification, verify_journal
from tests.conftest import Backend
from tests.ledger_acts import Acts, talk

LENGTH = 12


@dataclass
class Installation:
    """A ledger of twelve entries, a key, and hands on the tables."""

    backend: Backend
    key: SigningKey

    @property
    def journal(self) -> DjangoJournal:
        return DjangoJournal(self.backend.using)

    @property
    def rows(self) -> Any:
        return JournalRow.objects.using(self.backend.using).filter(ledger=self.backend.ledger)

    @property
    def texts(self) -> Any:
        return BesideRow.objects.using(self.backend.using).filter(ledger=self.backend.ledger)

    def row(self, position: int) -> JournalRow:
        return self.rows.get(position=position)

    def checkpoint(self) -> Checkpoint:
        return sign_head(self.journal.head(self.backend.ledger), self.key)

    def verify(self, checkpoint: Checkpoint | None = None) -> JournalVerification:
        ring = KeyRing.of(self.key.public)

        def is_signed(key: str, message: bytes, signature: bytes) -> bool | None:
            return ring.is_signed(message, signature=signature, by=key) if key in ring else None

        return verify_journal(
            self.backend.ledger, is_signed=is_signed, checkpoint=checkpoint, using=self.backend.using
        )

    def codes(self, checkpoint: Checkpoint | None = None) -> set[str]:
        return {one.code.removeprefix("store.") for one in self.verify(checkpoint).findings}

    def write(self, position: int, data: bytes) -> None:
        """Bytes and everything that repeats them, as somebody who knows the tables would."""
        body = decode(data).entry
        self.rows.filter(position=position).update(
            data=data, hash=hash_of(data), entry=body.id, subject=body.subject, type=body.body.type
        )

    def rechain(self, after: int) -> None:
        """Hash everything behind ``after`` anew, as this program would have."""
        previous = self.row(after).hash
        for row in self.rows.filter(position__gt=after).order_by("position"):
            written = decode(bytes(row.data))
            data = encode(written.entry, position=row.position, previous=previous, digests=written.digests)
            self.write(row.position, data)
            previous = hash_of(data)


@pytest.fixture
def installation(backend: Backend) -> Installation:
    acts = Acts(backend.ledger)
    entries = [acts.opened("district"), acts.registered("p1", "district")]
    while len(entries) < LENGTH:
        entries.append(acts.recorded(uuid4(), talk("district", len(entries)), title=f"第{len(entries)}场"))
    DjangoJournal(backend.using).append(backend.ledger, entries)
    return Installation(backend, SigningKey(Ed25519PrivateKey.generate()))


def test_an_untouched_journal_has_no_finding_and_says_what_it_cannot_exclude(
    installation: Installation,
) -> None:
    found = installation.verify()
    assert found.untouched and found.position == LENGTH
    assert [(one.code, one.args) for one in found.limits] == [("store.no_checkpoint", {"position": LENGTH})]
    proven = installation.verify(installation.checkpoint())
    assert proven.untouched
    assert proven.limits[0].args["after"] == LENGTH


def _edit(here: Installation) -> None:
    row = here.row(5)
    row.data = bytes(row.data).replace(b'"count":4', b'"count":9')
    row.save()


def _edit_with_hash(here: Installation) -> None:
    data = bytes(here.row(5).data).replace(b'"count":4', b'"count":9')
    here.write(5, data)


def _swap(here: Installation) -> None:
    one, other = bytes(here.row(6).data), bytes(here.row(7).data)
    here.rows.filter(position=7).update(entry=uuid4())
    here.rows.filter(position=6).update(entry=uuid4())
    here.write(6, other)
    here.write(7, one)


def _swap_numbers(here: Installation) -> None:
    here.rows.filter(position=6).update(position=999)
    here.rows.filter(position=7).update(position=6)
    here.rows.filter(position=999).update(position=7)


def _insert(here: Installation) -> None:
    row = here.row(LENGTH)
    fresh = Acts(here.backend.ledger).recorded(uuid4(), talk("district", 77))
    data = encode(fresh, position=7, previous=here.row(6).hash, digests={})
    for position in range(LENGTH, 6, -1):
        here.rows.filter(position=position).update(position=position + 1)
    row.pk, row.position, row.entry = None, 7, fresh.id
    row.save(force_insert=True, using=here.backend.using)
    here.write(7, data)


def _delete(here: Installation) -> None:
    here.rows.filter(position=4).delete()


def _rename_column(here: Installation) -> None:
    here.rows.filter(position=4).update(subject="activity:other")


def _lift_hash(here: Installation) -> None:
    here.rows.filter(position=4).update(hash="0" * 64)


def _spell_otherwise(here: Installation) -> None:
    data = bytes(here.row(LENGTH).data).replace(b'{"at"', b'{ "at"')
    here.write(LENGTH, data)


def _garble(here: Installation) -> None:
    here.rows.filter(position=4).update(data=b"nothing of ours")


def _move_to_another_ledger(here: Installation) -> None:
    here.rows.filter(position=4).update(ledger=here.backend.ledger + "-elsewhere")


def _retitle(here: Installation) -> None:
    here.texts.filter(entry=here.row(5).entry).update(text="另一个标题")


def _empty_text(here: Installation) -> None:
    here.texts.filter(entry=here.row(5).entry).update(text=None, salt=None, erased=True)


def _drop_text(here: Installation) -> None:
    here.texts.filter(entry=here.row(5).entry).delete()


def _add_text(here: Installation) -> None:
    BesideRow.objects.using(here.backend.using).create(
        ledger=here.backend.ledger, entry=here.row(1).entry, name="note", salt=b"1" * 16, text="补一句"
    )


TAMPERING: tuple[tuple[Callable[[Installation], None], set[str]], ...] = (
    (_edit, {"hash_differs", "chain_broken"}),
    (_edit_with_hash, {"chain_broken"}),
    (_swap, {"entry_out_of_place", "chain_broken"}),
    (_swap_numbers, {"entry_out_of_place", "chain_broken"}),
    (_insert, {"entry_out_of_place", "chain_broken"}),
    (_delete, {"positions_missing", "chain_broken", "text_unknown"}),
    (_rename_column, {"columns_differ"}),
    (_lift_hash, {"hash_differs"}),
    (_spell_otherwise, {"entry_not_canonical"}),
    (_garble, {"hash_differs", "entry_unreadable", "chain_broken", "text_unknown"}),
    (_move_to_another_ledger, {"positions_missing", "chain_broken", "text_unknown"}),
    (_retitle, {"text_altered"}),
    (_empty_text, {"text_erased_unrecorded"}),
    (_drop_text, {"text_missing"}),
    (_add_text, {"text_unknown"}),
)


@pytest.mark.parametrize(("tamper", "codes"), TAMPERING, ids=[one.__name__ for one, _ in TAMPERING])
def test_every_edit_swap_and_insertion_is_found_without_a_checkpoint(
    installation: Installation, tamper: Callable[[Installation], None], codes: set[str]
) -> None:
    tamper(installation)
    assert installation.codes() == codes


def test_an_erasure_that_was_recorded_is_told_from_a_missing_text(installation: Installation) -> None:
    entry = installation.row(2).entry
    acts = Acts(installation.backend.ledger)
    installation.journal.append(installation.backend.ledger, [acts.entry(PersonErased("p1", (entry,)))])
    assert installation.codes() == {"erasure_unfinished"}
    installation.journal.erase(installation.backend.ledger, [entry])
    found = installation.verify()
    assert found.untouched and found.erased == 1
    installation.texts.filter(entry=entry).delete()
    assert installation.codes() == {"text_missing"}


def test_a_cut_tail_is_seen_with_a_checkpoint_and_never_without(installation: Installation) -> None:
    checkpoint = installation.checkpoint()
    gone = list(installation.rows.filter(position__gt=8).values_list("entry", flat=True))
    installation.rows.filter(position__gt=8).delete()
    installation.texts.filter(entry__in=gone).delete()
    assert installation.codes() == set()
    assert installation.verify().limits[0].args == {"position": 8}
    assert installation.codes(checkpoint) == {"journal_cut"}


def test_a_tail_hashed_anew_is_seen_with_a_checkpoint_and_never_without(installation: Installation) -> None:
    checkpoint = installation.checkpoint()
    _edit_with_hash(installation)
    installation.rechain(5)
    assert installation.codes() == set()
    assert installation.codes(checkpoint) == {"journal_rewritten"}


def test_a_checkpoint_proves_nothing_about_what_came_after_it(installation: Installation) -> None:
    checkpoint = installation.checkpoint()
    acts = Acts(installation.backend.ledger)
    installation.journal.append(
        installation.backend.ledger, [acts.recorded(uuid4(), talk("district")) for _ in range(3)]
    )
    installation.rows.filter(position=LENGTH + 3).delete()
    found = installation.verify(checkpoint)
    assert found.untouched
    assert found.limits[0].args == {"after": LENGTH, "position": LENGTH + 2}


def test_checkpoints_kept_in_the_journal_show_what_was_hashed_anew_around_them(
    installation: Installation,
) -> None:
    made = installation.checkpoint()
    body = CheckpointMade(made.position, made.head, made.key, made.signature)
    installation.journal.append(installation.backend.ledger, [Acts(installation.backend.ledger).entry(body)])
    assert installation.verify().checkpoints == 1
    _edit_with_hash(installation)
    installation.rechain(5)
    assert installation.codes() == {"journal_rewritten"}


def test_checkpoints_are_believed_only_when_signed_by_a_known_key_for_this_ledger(
    installation: Installation,
) -> None:
    good = installation.checkpoint()
    stranger = sign_head(
        installation.journal.head(installation.backend.ledger), SigningKey(Ed25519PrivateKey.generate())
    )
    assert installation.codes(stranger) == {"checkpoint_key_unknown"}
    assert installation.codes(replace(good, head="0" * 64)) == {"checkpoint_forged"}
    assert installation.codes(replace(good, signature="no hex")) == {"checkpoint_forged"}
    assert installation.codes(replace(good, ledger="other")) == {"checkpoint_of_other_ledger"}


def test_random_edits_of_single_bytes_are_all_found(installation: Installation) -> None:
    """150 tries; each flips one bit of one entry, column-hash mended or not, and is undone."""
    chance = random.Random(7)
    for number in range(150):
        position = chance.randint(1, LENGTH)
        row = installation.row(position)
        kept = bytes(row.data)
        place = chance.randrange(len(kept))
        changed = kept[:place] + bytes([kept[place] ^ (1 << chance.randrange(8))]) + kept[place + 1 :]
        mended = hash_of(changed) if number % 2 and position < LENGTH else row.hash
        installation.rows.filter(position=position).update(data=changed, hash=mended)
        assert not installation.verify().untouched, (position, place)
        installation.rows.filter(position=position).update(data=kept, hash=row.hash)
    assert installation.verify().untouched
