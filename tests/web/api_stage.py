"""What the tests of the interface find in the served installation: tokens over the example year, and a small ledger.

The small ledger may be written to by whatever a fuzzer makes up; the example year stays as it is for the pages' tests.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tests.web.serving import DISTRICT, LEDGER, OTHER_TOWN, TOWN

SMALL, ROOT, NEAR, FAR = "small", "990201", "990201001", "990201002"
CANARY = "金丝雀九九零二零一零零二"  # stands in everything that belongs to FAR
ACTIVITY, ITEM, REPORT = UUID(int=0xA11), UUID(int=0xA12), UUID(int=0xA13)
FAR_ACTIVITY, FAR_ITEM, FAR_OBSERVATION, FAR_REPORT = (UUID(int=0xF00 + n) for n in range(4))
PROTECTED_ACTIVITY = UUID(int=0xB00)
FORM, EVIDENCE, FAR_EVIDENCE = UUID(int=0xC01), UUID(int=0xC02), UUID(int=0xC03)


def fill() -> dict[str, dict[str, str]]:
    """Tokens by name: (ledger, unit, level) are those of ``TOKENS``."""
    _small_ledger()
    return {"tokens": _tokens()}


TOKENS = {
    "office_read": (LEDGER, DISTRICT, "read"),
    "town_read": (LEDGER, TOWN, "read"),
    "town_draft": (LEDGER, TOWN, "draft"),
    "other_town_read": (LEDGER, OTHER_TOWN, "read"),
    "root_write": (SMALL, ROOT, "write"),
    "root_read": (SMALL, ROOT, "read"),
    "root_draft": (SMALL, ROOT, "draft"),
    "near_write": (SMALL, NEAR, "write"),
    "near_read": (SMALL, NEAR, "read"),
    "expired": (SMALL, ROOT, "write"),
    "revoked": (SMALL, ROOT, "write"),
    "outlived": (SMALL, ROOT, "write"),
    "capped": (SMALL, ROOT, "write"),
}
HOLDERS = {"outlived": "leaver", "capped": "looker"}


def _tokens() -> dict[str, str]:
    from shuzhi.store import accounts
    from shuzhi.store.tokens import Level, TokenScope, make_token, revoke
    from shuzhi.wiring.services import services

    now = services().clock.now()
    for handle, role in (("program", "office"), ("leaver", "office"), ("looker", "reader")):
        account = accounts.make_account(handle=handle, name=f"{handle}（测试）", at=now)
        for ledger, org in ((LEDGER, DISTRICT), (SMALL, ROOT)):
            accounts.grant(account.id, ledger=ledger, org=org, role=role)
    found: dict[str, str] = {}
    for name, (ledger, org, level) in TOKENS.items():
        holder = accounts.find_account(HOLDERS.get(name, "program"))
        assert holder is not None
        lifetime = timedelta(seconds=-1) if name == "expired" else timedelta(hours=6)
        scope = TokenScope(ledger, org, Level.of(level))
        made, secret = make_token(holder.id, scope=scope, label=name, at=now, lifetime=lifetime)
        if name == "revoked":
            assert revoke(made.id, at=now)
        found[name] = secret
    leaver = accounts.find_account("leaver")
    assert leaver is not None
    accounts.withdraw_grant(leaver.id, ledger=SMALL, org=ROOT, role="office")
    return found


def _small_ledger() -> None:
    from shuzhi.catalog.load import load_pack
    from shuzhi.ledger.entries import (
        ActivityConfirmed,
        ActivityDetail,
        ActivityRecorded,
        Headcount,
        ItemOpened,
        ObservationMade,
        OrganisationOpened,
    )
    from shuzhi.usecases.adopt_pack import adopt_pack
    from shuzhi.usecases.compile_report import Report, compile_report
    from shuzhi.values.period import Period
    from shuzhi.wiring.services import services

    found = services()
    office, now = found.office(SMALL), found.clock.now()
    pack = load_pack("womens_federation")
    adopt_pack(office, by="tests", at=now, entry=UUID(int=0x900), pack=pack)
    day = date(2020, 1, 1)
    put = _Pen(office, now)
    put(OrganisationOpened(ROOT, day, "雾川区妇联", "county_federation"))
    put(OrganisationOpened(NEAR, day, "近岸镇妇联", "township_federation", parent=ROOT, order=1))
    put(OrganisationOpened(FAR, day, f"远岸镇妇联{CANARY}", "township_federation", parent=ROOT, order=2))
    for activity, org, title in ((ACTIVITY, NEAR, "近岸镇读书会"), (FAR_ACTIVITY, FAR, CANARY)):
        detail = ActivityDetail(
            "skills_training",
            org,
            UUID(int=activity.int + 0x10000),
            date(2023, 5, 4),
            date(2023, 5, 4),
            headcounts=(Headcount(30),),
        )
        recorded = put(ActivityRecorded(activity, detail), {"title": title})
        put(ActivityConfirmed(activity, upto=recorded))
    protected = next(one for one in pack.types.values() if one.protected)
    put(
        ActivityRecorded(
            PROTECTED_ACTIVITY,
            ActivityDetail(
                protected.code,
                NEAR,
                UUID(int=0xB01),
                date(2023, 6, 1),
                date(2023, 6, 1),
                compartment="protected",
            ),
        )
    )
    state = pack.item_kinds["problem"].states[0].code
    for item, org, title in ((ITEM, NEAR, "近岸镇的问题"), (FAR_ITEM, FAR, CANARY)):
        put(ItemOpened(item, date(2023, 3, 1), "problem", org, state), {"title": title})
    measure = pack.observations[0].code
    put(ObservationMade(FAR_OBSERVATION, f"item:{FAR_ITEM}", FAR, measure, _decimal("7"), date(2023, 3, 2)))
    _papers(office, now)
    for report, org in ((REPORT, NEAR), (FAR_REPORT, FAR)):
        made = compile_report(
            office,
            by="tests",
            at=now,
            entry=UUID(int=report.int + 0x20000),
            report=report,
            org=org,
            period=Period.year(2023),
            outline="duty_report",
        )
        assert isinstance(made, Report), made


def _papers(office: Any, now: Any) -> None:
    """A form that is mapped, and a file beside a record of either unit."""
    from shuzhi.ledger.entries import FormCell
    from shuzhi.usecases.attach_evidence import attach_evidence
    from shuzhi.usecases.map_form import map_form
    from shuzhi.usecases.writing import Done
    from tests.unit.documents.blank_forms import blank_form

    cells = (FormCell("宣讲", "C4", "skills_training_count"),)
    mapped = map_form(
        office, by="tests", at=now, entry=UUID(int=0xC10), form=FORM, name="情况表", source=blank_form(), cells=cells
    )  # fmt: skip
    assert isinstance(mapped, Done), mapped
    for evidence, activity, filename in (
        (EVIDENCE, ACTIVITY, "签到.txt"),
        (FAR_EVIDENCE, FAR_ACTIVITY, f"{CANARY}.txt"),
    ):
        attached = attach_evidence(
            office, by="tests", at=now, entry=UUID(int=evidence.int + 0x10), activity=activity, evidence=evidence,
            kind="other", data=filename.encode(), filename=filename,
        )  # fmt: skip
        assert isinstance(attached, Done), attached


def _decimal(text: str) -> Any:
    from decimal import Decimal

    return Decimal(text)


class _Pen:
    """Writes one body after another, each under a number of its own; answers the entry's id."""

    def __init__(self, office: Any, now: Any) -> None:
        self._office, self._now, self._number = office, now, 0x1000

    def __call__(self, body: Any, beside: dict[str, str] | None = None) -> UUID:
        from shuzhi.ledger.entries import Entry
        from shuzhi.usecases.writing import Done, write

        self._number += 1
        entry = Entry(self._office.ledger, UUID(int=self._number), "tests", self._now, body, beside or {})
        outcome = write(self._office, entry)
        assert isinstance(outcome, Done), outcome
        return entry.id
