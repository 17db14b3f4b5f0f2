"""Which rows of a list a page shows, and the addresses of the pages beside it.

``Paging`` counts pages over rows held in memory; ``Continued`` goes on after the last row shown, for lists read from
the database, so that rows added meanwhile neither repeat nor hide others.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

ROWS = 25


@dataclass(frozen=True, slots=True)
class Paging:
    """``before`` and ``after`` are addresses, "" at the ends; ``region`` is the id of what a change of page replaces."""

    number: int
    count: int
    total: int
    region: str
    before: str
    after: str

    @property
    def size(self) -> int:
        return ROWS

    @property
    def first(self) -> int:
        """Rows that stand on earlier pages."""
        return (self.number - 1) * ROWS

    @property
    def many(self) -> bool:
        return self.count > 1


@dataclass(frozen=True, slots=True)
class Continued:
    """``start`` and ``after`` are addresses, "" where there is nothing to go to."""

    region: str
    start: str
    after: str


def continued(request: HttpRequest, *, following: str, region: str) -> Continued:
    """``following`` is what a read answered for the rows after these."""
    here = request.GET.copy()
    begun = here.pop("after", [""])[-1]
    start = f"{request.path}?{here.urlencode()}" if begun else ""
    here["after"] = following
    return Continued(region, start, f"{request.path}?{here.urlencode()}" if following else "")


def page_asked(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return max(int(text), 1) if text.isdecimal() and len(text) < 10 else 1


def paging(request: HttpRequest, *, total: int, region: str) -> Paging:
    """The page that was asked for, or the last one there is."""
    count = max(-(-total // ROWS), 1)
    number = min(page_asked(request), count)
    return Paging(
        number=number,
        count=count,
        total=total,
        region=region,
        before=_address(request, number - 1) if number > 1 else "",
        after=_address(request, number + 1) if number < count else "",
    )


def _address(request: HttpRequest, number: int) -> str:
    asked = request.GET.copy()
    asked["page"] = str(number)
    return f"{request.path}?{asked.urlencode()}"
