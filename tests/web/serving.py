"""A whole installation for the tests of the pages: the example year in a folder of its own, served on this machine.

Run as a program: ``python -m tests.web.serving FOLDER``. Prints one line of JSON (where it listens, links that log in,
what there is to look at) and serves until it is ended. The tests talk to it over HTTP only, as a browser does.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

LEDGER, DISTRICT, TOWN, OTHER_TOWN = "office", "990101", "990101001", "990101002"
LINKS = 200  # log-in links of each account: every test uses one up


def main(folder: Path) -> None:
    os.environ["SHUZHI_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "shuzhi.web.settings"
    from shuzhi.wiring.django import setup

    setup()
    from waitress.server import create_server

    from shuzhi.web.wsgi import application

    state = _fill()
    server = create_server(application, host="127.0.0.1", port=0, threads=8)
    print(json.dumps({**state, "port": server.effective_port}), flush=True)
    server.run()


def _fill() -> dict[str, Any]:
    from shuzhi.catalog.load import load_pack
    from shuzhi.ledger.entries import FormCell
    from shuzhi.store import reads
    from shuzhi.usecases.compile_report import Report, compile_report
    from shuzhi.usecases.example.build import build_example
    from shuzhi.usecases.map_form import map_form
    from shuzhi.usecases.writing import Done
    from shuzhi.values.period import Period
    from shuzhi.wiring.services import services
    from tests.unit.documents.blank_forms import blank_form
    from tests.web import api_stage

    found = services()
    found.prepare()
    office = found.office(LEDGER)
    build_example(office, pack=load_pack("womens_federation"), seed=7, scale=1, progress=lambda *_: None)
    made = compile_report(
        office,
        by="tests",
        at=found.clock.now(),
        entry=UUID(int=1),
        report=UUID(int=2),
        org=DISTRICT,
        period=Period.year(2023),
        outline="duty_report",
    )
    assert isinstance(made, Report), made
    mapped = map_form(
        office, by="tests", at=found.clock.now(), entry=UUID(int=4), form=UUID(int=3), name="情况表",
        source=blank_form(), cells=(FormCell("宣讲", "C4", "outreach_sessions"), FormCell("宣讲", "C6", "outreach_people")),
    )  # fmt: skip
    assert isinstance(mapped, Done), mapped
    scope = reads.ReadScope(LEDGER, frozenset({OTHER_TOWN}))
    classes = reads.ActivityFilter(
        types=frozenset({"lead_goose_training"}), statuses=frozenset({"confirmed"})
    )
    item = reads.items(reads.ReadScope(LEDGER, frozenset({DISTRICT})), limit=1).rows[0]
    return {
        "report": str(UUID(int=2)),
        "item": str(item.item),
        "measure": _item_of("measure", ended=False),
        "series": _item_of("video_series", ended=False),
        "named_activity": str(
            reads.activities(reads.ReadScope(LEDGER, frozenset({DISTRICT})), wanted=classes, limit=1)
            .rows[0]
            .activity
        ),
        "person": reads.people(reads.ReadScope(LEDGER, frozenset({DISTRICT})), limit=1).rows[0].person,
        "other_activity": str(reads.activities(scope, limit=1).rows[0].activity),
        "links": _accounts(),
        "expired": _link("office", timedelta(seconds=-1)),
        **api_stage.fill(),
    }


def _item_of(kind: str, *, ended: bool) -> str:
    """One of the district's own."""
    from shuzhi.store import reads

    wanted = reads.ItemFilter(kinds=frozenset({kind}), ended=ended)
    return str(
        reads.items(reads.ReadScope(LEDGER, frozenset({DISTRICT})), wanted=wanted, limit=1).rows[0].item
    )


def _accounts() -> dict[str, list[str]]:
    from shuzhi.store import accounts
    from shuzhi.wiring.services import services

    at = services().clock.now()
    for handle, org, role in (
        ("office", DISTRICT, "office"),
        ("reader", DISTRICT, "reader"),
        ("town", TOWN, "office"),
        ("stranger", "", ""),
    ):
        account = accounts.make_account(handle=handle, name=f"{handle}（测试）", at=at)
        if org:
            accounts.grant(account.id, ledger=LEDGER, org=org, role=role)
    lasting = timedelta(hours=6)
    return {
        handle: [_link(handle, lasting) for _ in range(LINKS)]
        for handle in ("office", "reader", "town", "stranger")
    }


def _link(handle: str, lifetime: timedelta) -> str:
    from shuzhi.store import accounts
    from shuzhi.wiring.services import services

    account = accounts.find_account(handle)
    assert account is not None
    return accounts.make_login_link(account.id, at=services().clock.now(), lifetime=lifetime)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
