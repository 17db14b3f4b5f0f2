"""From the rows of a spec to the bodies of entries. Knows no journal.

Heads are numbers, told apart where needed by session (s2), mode (online), role (@learner) and category (#young):
``40``, ``s1:20 s2:online:14``. Names are told apart in the same way: ``An, s2:Bo``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import NAMESPACE_OID, UUID, uuid5

from shuzhi.ledger import entries as e
from shuzhi.values.period import Period
from tests.spec.language import Row

NOBODY = UUID(int=0)
MODES = {"online": e.Mode.ONLINE, "onsite": e.Mode.ONSITE}


def key(name: str) -> UUID:
    return uuid5(NAMESPACE_OID, name)


def bodies_of(row: Row, *, known: set[str]) -> Iterator[e.Body]:
    """``known`` are "ledger:record" of records told before."""
    yield from {
        "activity": lambda: _activity(row, known),
        "item": lambda: _item(row),
        "link": lambda: _link(row),
        "observation": lambda: _observation(row),
        "value": lambda: _value(row),
        "organisation": lambda: _organisation(row),
        "person": lambda: _person(row),
        "post": lambda: _post(row),
    }[row.kind]()


# ---------------------------------------------------------------------------------- activities
def _activity(row: Row, known: set[str]) -> Iterator[e.Body]:
    activity, status = key(row["record"]), row["status"] or "confirmed"
    is_known = f"{row['ledger'] or 'office'}:{row['record']}" in known
    if is_known and status == "withdrawn":
        yield e.ActivityWithdrawn(activity)
        return
    if row["day"]:
        detail = _detail(row)
        yield e.ActivityCorrected(activity, NOBODY, detail) if is_known else e.ActivityRecorded(
            activity, detail
        )
    if status == "returned":
        yield e.ActivityReturned(activity, NOBODY)
    elif status != "pending":
        yield e.ActivityConfirmed(activity, NOBODY)
    if status == "withdrawn":
        yield e.ActivityWithdrawn(activity)


def _detail(row: Row) -> e.ActivityDetail:
    start, _, end = row["day"].partition("..")
    hosts = tuple(row.words("hosts"))
    return e.ActivityDetail(
        type=row["type"],
        org=row["org"] or hosts[0],
        event=key("event " + (row["event"] or row["record"])),
        start=date.fromisoformat(start),
        end=date.fromisoformat(end or start),
        hosts=hosts,
        form=e.Form(row["form"] or "single"),
        compartment=row["compartment"] or e.OPEN,
        sessions=int(row["sessions"] or 1),
        quantities=tuple((name, Decimal(value)) for name, value in row.pairs("quantities")),
        fields=tuple(row.pairs("fields")),
        themes=tuple(row.words("themes")),
        actors=tuple(_actor(word) for word in row.words("actors")),
        headcounts=tuple(_headcount(word) for word in row.words("heads")),
        attendances=tuple(_attendance(word) for word in row.words("names")),
        undertakers=tuple(row.words("undertakers")),
        guests=tuple((name, int(count)) for name, count in row.pairs("guests")),
        place_org=row["place"],
    )


def _actor(word: str) -> e.Actor:
    role, post, rank, person = (word.split(":") + ["", "", ""])[:4]
    return e.Actor(role, post, rank, person)


def _headcount(word: str) -> e.Headcount:
    said, count = _told_apart(word)
    return e.Headcount(int(count), **said)  # type: ignore[arg-type]


def _attendance(word: str) -> e.Attendance:
    said, person = _told_apart(word)
    return e.Attendance(person, **said)  # type: ignore[arg-type]


def _told_apart(word: str) -> tuple[dict[str, object], str]:
    *marks, last = word.split(":")
    said: dict[str, object] = {}
    for mark in marks:
        if mark in MODES:
            said["mode"] = MODES[mark]
        elif mark.startswith("@"):
            said["role"] = mark[1:]
        elif mark.startswith("#"):
            said["category"] = mark[1:]
        elif mark.startswith("s"):
            said["session"] = int(mark[1:])
        else:
            raise ValueError(f"not a mark of heads: {mark!r}")
    return said, last


# ---------------------------------------------------------------------------------- things with a life
def _item(row: Row) -> Iterator[e.Body]:
    item = key(row["item"])
    yield e.ItemOpened(
        item=item,
        day=date.fromisoformat(row["opened"]),
        kind=row["kind"],
        org=row["org"],
        state=row["state"],
        due=date.fromisoformat(row["due"]) if row["due"] else None,
        owner=row["owner"],
        target=Decimal(row["target"]) if row["target"] else None,
        fields=tuple(row.pairs("fields")),
        compartment=row["compartment"] or e.OPEN,
    )
    for word in row.words("set"):
        state, _, day = word.partition("@")
        yield e.ItemStateSet(item, date.fromisoformat(day), state)


def _link(row: Row) -> Iterator[e.Body]:
    link = key("link " + row["link"] + row["from"] + row["to"])
    ends = [_subject(row[end]) for end in ("from", "to")]
    yield e.LinkMade(link, row["link"], *ends, date.fromisoformat(row["day"] or "2023-01-01"))
    if row["cut"]:
        yield e.LinkCut(link, date.fromisoformat(row["cut"]))


def _subject(name: str) -> str:
    """``activity talk``, ``organisation D``; a bare name is an item."""
    kind, _, thing = name.rpartition(" ")
    if kind == "organisation":
        return f"organisation:{thing}"
    return f"{kind or 'item'}:{key(thing)}"


def _observation(row: Row) -> Iterator[e.Body]:
    made = key(row["about"] + row["measure"] + row["day"])
    yield e.ObservationMade(
        observation=made,
        about=_subject(row["about"]),
        org=row["org"],
        measure=row["measure"],
        value=Decimal(row["value"]),
        day=date.fromisoformat(row["day"]),
        compartment=row["compartment"] or e.OPEN,
    )
    if row["status"] == "withdrawn":
        yield e.ObservationWithdrawn(made)


def _value(row: Row) -> Iterator[e.Body]:
    period = Period.parse(row["period"] or "2023")
    told = {
        "value_id": key(row["value"]),
        "org": row["org"],
        "indicator": row["indicator"] or "asked",
        "start": period.start,
        "end": period.end,
        "value": Decimal(row["number"]),
        "unit": row["unit"],
        "document": row["document"] or "paper",
        "document_day": date(2023, 6, 1),
    }
    if row["source"]:
        yield e.ValueCited(**told, source_org=row["source"])  # type: ignore[arg-type]
    else:
        yield e.ValueDeclared(**told)  # type: ignore[arg-type]


# ---------------------------------------------------------------------------------- units and people
def _organisation(row: Row) -> Iterator[e.Body]:
    org, day, of = row["organisation"], date.fromisoformat(row["day"]), row["of"]
    match row["event"]:
        case "opened":
            yield e.OrganisationOpened(org, day, org, "unit", of, int(row["order"] or 99))
        case "moved":
            yield e.OrganisationMoved(org, day, of)
        case "merged":
            yield e.OrganisationMerged(org, day, of)
        case "closed":
            yield e.OrganisationClosed(org, day)
        case other:
            raise ValueError(f"not an event of a unit: {other!r}")


def _person(row: Row) -> Iterator[e.Body]:
    """``| person | into |``: a name that turned out to be another; an empty ``into`` undoes it."""
    person, day = row["person"], date(2020, 1, 1)
    yield e.PersonRegistered(person, row["org"] or "D", day)
    yield e.PersonMerged(person, row["into"]) if row["into"] else e.PersonUnmerged(person)


def _post(row: Row) -> Iterator[e.Body]:
    """``| post | org | person | from | to |``"""
    person, org, post = row["person"], row["org"], row["post"]
    yield e.PostTaken(person, org, post, date.fromisoformat(row["from"]))
    if row["to"]:
        yield e.PostLeft(person, org, post, date.fromisoformat(row["to"]))
