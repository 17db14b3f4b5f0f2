"""From the rows of a spec to the bodies of entries. Knows no journal.

Heads are numbers, told apart where needed by role, category (#young), mode (online) and session (s2):
``40``, ``30 learner + 12 learner online + 5 #young s2``. Names are told apart in the same way: ``An, Bo learner s2``.
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
        yield (
            e.ActivityCorrected(activity, NOBODY, detail)
            if is_known
            else e.ActivityRecorded(activity, detail)
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
        headcounts=tuple(_headcount(cell) for cell in row.cells_of("heads")),
        attendances=tuple(_attendance(cell) for cell in row.cells_of("names")),
        undertakers=tuple(row.words("undertakers")),
        guests=tuple((name, int(count)) for name, count in row.pairs("guests")),
        place_org=row["place"],
    )


def _actor(word: str) -> e.Actor:
    role, post, rank, person = [*word.split(":"), "", "", ""][:4]
    return e.Actor(role, post, rank, person)


def _headcount(cell: str) -> e.Headcount:
    count, said = _told_apart(cell)
    return e.Headcount(int(count), **said)  # type: ignore[arg-type]


def _attendance(cell: str) -> e.Attendance:
    person, said = _told_apart(cell)
    return e.Attendance(person, **said)  # type: ignore[arg-type]


def _told_apart(cell: str) -> tuple[str, dict[str, object]]:
    first, *marks = cell.split()
    said: dict[str, object] = {}
    for mark in marks:
        if mark in MODES:
            said["mode"] = MODES[mark]
        elif mark.startswith("#"):
            said["category"] = mark[1:]
        elif mark[0] == "s" and mark[1:].isdigit():
            said["session"] = int(mark[1:])
        else:
            said["role"] = mark
    return first, said


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
    link = key("link " + row["link"] + row["source"] + row["target"])
    ends = [subject_of(row[end]) for end in ("source", "target")]
    yield e.LinkMade(link, row["link"], *ends, date.fromisoformat(row["day"] or "2023-01-01"))
    if row["cut"]:
        yield e.LinkCut(link, date.fromisoformat(row["cut"]))


def subject_of(name: str) -> str:
    """``item:t1`` and ``activity:v1`` name rows, ``organisation:D`` a unit."""
    kind, _, thing = name.partition(":")
    return name if kind == "organisation" else f"{kind}:{key(thing)}"


def _observation(row: Row) -> Iterator[e.Body]:
    made = key(row["observe"] + row["about"] + row["day"])
    yield e.ObservationMade(
        observation=made,
        about=subject_of(row["about"]),
        org=row["org"],
        measure=row["observe"],
        value=Decimal(row["value"]),
        day=date.fromisoformat(row["day"]),
        compartment=row["compartment"] or e.OPEN,
    )
    if row["status"] == "withdrawn":
        yield e.ObservationWithdrawn(made)


def value_key(row: Row) -> UUID:
    return key("value " + " ".join(row[one] for one in ("indicator", "org", "period", "source", "value")))


def _value(row: Row) -> Iterator[e.Body]:
    period = Period.parse(row["period"] or "2023")
    told = {
        "value_id": value_key(row),
        "org": row["org"],
        "indicator": row["indicator"] or "asked",
        "start": period.start,
        "end": period.end,
        "value": Decimal(row["value"]),
        "unit": row["unit"],
        "document": row["document"] or "paper",
        "document_day": date.fromisoformat(row["day"] or "2023-06-01"),
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
