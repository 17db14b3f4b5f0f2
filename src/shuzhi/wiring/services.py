"""The one place that gives every port its adapter, from what the environment says.

    services()                      the installation's services, made once per process
    services().office("office")     the ``usecases.Office`` of one ledger
    services().prepare()            folders, key and database ready for use

Needs ``wiring.django.setup()`` before (the web server does it). Nothing is opened until it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path

from shuzhi.ledger.checkpoint import Checkpoint
from shuzhi.ledger.codec import Salts, random_salts
from shuzhi.ledger.ports import Clock
from shuzhi.report.signing import KeyRing, SigningKey, create_key, load_key
from shuzhi.store.checkpoints import FolderOfCheckpoints
from shuzhi.store.database import prepare_database
from shuzhi.store.doctor import Diagnostic, diagnose
from shuzhi.store.evidence import FolderOfEvidence
from shuzhi.store.evidence_check import diagnose_evidence
from shuzhi.store.facts import DjangoFacts
from shuzhi.store.journal import DjangoJournal
from shuzhi.store.matches import DjangoMatches
from shuzhi.store.pdfs import FolderOfPdfs
from shuzhi.store.rebuild import RebuildCheck, rebuild_check
from shuzhi.store.verify import JournalVerification, verify_journal
from shuzhi.usecases.office import Office
from shuzhi.usecases.packs import adopted_pack_code
from shuzhi.wiring.engines import KeptEngines, builder
from shuzhi.wiring.environment import Environment

PACK_CODE = "womens_federation"


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True)
class Services:
    """``using``: Django's name of the database. Everything else follows from the environment."""

    environment: Environment
    using: str = "default"
    clock: Clock = field(default_factory=SystemClock)
    salts: Salts = random_salts

    @cached_property
    def journal(self) -> DjangoJournal:
        return DjangoJournal(self.using, salts=self.salts)

    @cached_property
    def facts(self) -> DjangoFacts:
        return DjangoFacts(self.using)

    @cached_property
    def evidence(self) -> FolderOfEvidence:
        return FolderOfEvidence(self.environment.evidence)

    @cached_property
    def pdfs(self) -> FolderOfPdfs:
        """Reports as LibreOffice sets them, made apart from whoever asks for them."""
        return FolderOfPdfs(self.environment.reports / "pdf", self.clock)

    @cached_property
    def signer(self) -> SigningKey:
        """The installation's own key, made on first use."""
        if not self._key_file.exists():
            self.environment.keys.mkdir(parents=True, exist_ok=True)
            create_key(self._key_file)
        return load_key(self._key_file)

    @cached_property
    def matches(self) -> DjangoMatches:
        """Which indicators certain words of an organisation's reports mean, as people settled it."""
        return DjangoMatches(self.using)

    @cached_property
    def engines(self) -> KeptEngines:
        return KeptEngines(self.facts, builder(self.environment.engine))

    def keys(self) -> KeyRing:
        """Keys this installation trusts: its own, and every ``*.pub`` laid into its key folder."""
        return KeyRing.of(self.signer.public).joined(KeyRing.of_folder(self.environment.keys))

    def office(self, ledger: str = "", *, pack_code: str = "") -> Office:
        """The office of a ledger ("" is the installation's default one), counting by the pack it adopted last."""
        name = ledger or self.environment.ledger
        return Office(
            ledger=name,
            pack_code=pack_code or adopted_pack_code(self.journal, name) or PACK_CODE,
            journal=self.journal,
            facts=self.facts,
            evidence=self.evidence,
            signer=self.signer,
            public_key=self.signer.public,
            engines=self.engines,
        )

    @cached_property
    def checkpoints(self) -> FolderOfCheckpoints:
        return FolderOfCheckpoints(self.environment.checkpoints)

    def verify_journal(
        self, ledger: str = "", *, checkpoint: Checkpoint | None = None
    ) -> JournalVerification:
        """Walk the journal, checking signatures with the keys this installation trusts."""
        keys = self.keys()

        def is_signed(key: str, message: bytes, signature: bytes) -> bool | None:
            return keys.is_signed(message, signature=signature, by=key) if key in keys else None

        return verify_journal(
            ledger or self.environment.ledger, is_signed=is_signed, checkpoint=checkpoint, using=self.using
        )

    def rebuild_check(self) -> RebuildCheck:
        return rebuild_check(self.using)

    def diagnose(self) -> tuple[Diagnostic, ...]:
        return diagnose(self.environment.data, self.using)

    def diagnose_evidence(self) -> tuple[Diagnostic, ...]:
        """Whether files beside activities and the entries that name them agree."""
        return tuple(diagnose_evidence(self.journal, self.evidence))

    def prepare(self) -> None:
        """Folders, key and tables; does nothing where all is there."""
        for folder in (self.environment.data, self.environment.reports, self.environment.checkpoints):
            folder.mkdir(parents=True, exist_ok=True)
        prepare_database(self.using)
        assert self.signer.fingerprint

    @property
    def _key_file(self) -> Path:
        return self.environment.keys / "office.pem"


@cache
def services() -> Services:
    return Services(Environment.read())
