"""One entry of every type, with fixed ids and days: the stuff of the test vectors."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from shuzhi.ledger import entries as e


def number(value: int) -> UUID:
    return UUID(int=value)


DAY = date(2023, 3, 12)
DETAIL = e.ActivityDetail(
    type="talk",
    org="v1",
    event=number(7),
    start=DAY,
    end=date(2023, 3, 13),
    hosts=("v1", "v2"),
    sessions=2,
    quantities=(("copies", Decimal("120")), ("amount_yuan", Decimal("0.50"))),
    fields=(("topic", "law"), ("topic", "家风")),
    themes=("unity",),
    actors=(e.Actor("lecturer", "chair", "county", "p1"), e.Actor("lecturer")),
    headcounts=(e.Headcount(40), e.Headcount(6, 2, e.Mode.ONLINE, "helper", "executive")),
    attendances=(e.Attendance("p1"), e.Attendance("p2", 2, e.Mode.ONLINE, "helper", "executive")),
    undertakers=("v3",),
    guests=(("model_women", 3),),
    place_org="v3",
)
LINE = e.ActivityDetail(
    "talk",
    "v1",
    number(8),
    DAY,
    date(2023, 3, 31),
    form=e.Form.AGGREGATE,
    sessions=6,
    compartment=e.PROTECTED,
)

BODIES: tuple[e.Body, ...] = (
    e.ActivityRecorded(number(1), DETAIL),
    e.ActivityRecorded(number(2), LINE, e.LateEntry("sign_in_sheet", DAY)),
    e.ActivityCorrected(number(1), number(101), DETAIL),
    e.ActivityWithdrawn(number(2)),
    e.ActivityConfirmed(number(1), number(103)),
    e.ActivityReturned(number(1), number(103)),
    e.AttendanceSigned(number(1), (e.Attendance("p3", 2),)),
    e.HeadcountStated(number(1), e.Headcount(41)),
    e.EvidenceAttached(number(1), number(9), "sign_in_sheet", "0" * 64, 2048),
    e.OrganisationOpened("v1", DAY, "甲村妇联", "village", "d", 3, "other/v9"),
    e.OrganisationChanged("v1", DAY, order=0),
    e.OrganisationMoved("v1", DAY, "d2"),
    e.OrganisationMerged("v1", DAY, "v2"),
    e.OrganisationClosed("v1", DAY, "other/v8"),
    e.PersonRegistered("p1", "v1", DAY),
    e.PersonMoved("p1", "v2", DAY),
    e.PersonMerged("p1", "p2"),
    e.PersonUnmerged("p1"),
    e.PersonErased("p1", (number(115),)),
    e.PostTaken("p1", "d", "chair", DAY),
    e.PostLeft("p1", "d", "chair", DAY),
    e.ItemOpened(number(3), DAY, "problem", "d", "open", DAY, "chair", Decimal("2.5"), (("cause", "few"),)),
    e.ItemChanged(number(3), DAY, owner=""),
    e.ItemStateSet(number(3), DAY, "half"),
    e.ItemClosed(number(3), DAY, "done"),
    e.LinkMade(number(4), "answers", "item:a", "item:b", DAY),
    e.LinkCut(number(4), DAY),
    e.ObservationMade(number(5), "item:a", "d", "views", Decimal("12000"), DAY),
    e.ObservationWithdrawn(number(5)),
    e.ValueDeclared(number(6), "d", "talks", DAY, DAY, Decimal("38"), "session", "2022年报告", DAY),
    e.ValueCited(number(10), "d", "births", DAY, DAY, Decimal("-1.25"), "permille", "health", "公报", DAY),
    e.ValueWithdrawn(number(6)),
    e.FormulationListed(number(11), "opening", "一二三", DAY),
    e.PackAdopted("pack", "1", "0" * 64),
    e.ReportCompiled(number(12), "d", "duty", DAY, DAY, 30, "0" * 64),
    e.ReportSigned(number(12), "0" * 64, "key"),
    e.PeriodClosed("d", DAY, DAY),
    e.PeriodReopened("d", DAY, DAY),
    e.CheckpointMade(30, "0" * 64, "key", "00ff"),
    e.SettingAdopted("tiered", "四项", DAY, (("talks", Decimal("100")),)),
    e.NumberHandedOver(
        number(13), "市级", DAY, e.Way.WORD, "talks", "pack", "1", "0" * 64, "d", "subtree", DAY, DAY, (("d", 30),),
        "38场", "场", "exact", Decimal(38), Decimal(38), document="季度表", place="B3",
    ),
    e.NumberTakenBack(number(13), "talks", DAY),
    e.FormMapped(
        number(14), "季度表", "0" * 64, "1" * 64, (e.FormCell("Sheet1", "B3", "talks", years_back=1),), "甲1号", valid_until=DAY
    ),
    e.CadenceAnswered("v1", "talk", DAY, DAY),
    e.CadenceAskedAgain("v1", "talk", DAY, DAY),
    e.LikenessDenied(number(1), number(2)),
    e.LikenessAskedAgain(number(1), number(2)),
)  # fmt: skip


def every_entry(ledger: str = "vectors") -> tuple[e.Entry, ...]:
    """In a fixed order; every third carries a text beside it."""
    began = datetime(2023, 12, 31, 15, 59, 59, 123456, tzinfo=UTC)
    return tuple(
        e.Entry(
            ledger,
            number(101 + place),
            "account-1",
            began + timedelta(minutes=place),
            body,
            {"reason": f"原因{place}"} if place % 3 == 0 else {},
        )
        for place, body in enumerate(BODIES)
    )


def fixed_salts(entry: e.Entry, name: str) -> bytes:
    """For vectors alone: a salt anybody can guess hides nothing."""
    return entry.id.bytes[:8] + name.encode()[:8].ljust(8, b".")
