"""A superior's form on its pages: mapped from suggestions, filled, downloaded, filed when handed in."""

from __future__ import annotations

import re
import urllib.request
from uuid import uuid4

from shuzhi.documents.workbook import open_workbook
from tests.unit.documents.blank_forms import blank_form
from tests.web.addresses import addresses
from tests.web.conftest import Answer, Site, Visitor, csrf_token
from tests.web.serving import LEDGER, OTHER_TOWN, TOWN

HERE = f"/ledgers/{LEDGER}"


def send_file(
    visitor: Visitor, path: str, file: tuple[str, bytes], seen_on: str = "", **fields: str
) -> Answer:
    """A form with a file, as a browser sends it; ``seen_on`` is the page with the form where it is another."""
    mark, (name, data) = uuid4().hex, file
    fields = {**fields, "csrfmiddlewaretoken": csrf_token(visitor.get(seen_on or path).text)}
    pieces = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    pieces.append(
        f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        + data
        + b"\r\n"
    )
    body = b"".join(pieces) + f"--{mark}--\r\n".encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={mark}"}
    return visitor._ask(urllib.request.Request(visitor.root + path, data=body, method="POST", headers=kind))


def test_a_form_is_suggested_mapped_filled_and_filed(site: Site) -> None:
    office = site.visitor("office")
    file = ("新表.xlsx", blank_form(year=2022))
    offered = send_file(office, f"{HERE}/forms/", file, entry=str(uuid4()), name="", cells="")
    assert offered.status == 200
    lines = re.search(r'<textarea[^>]*name="cells"[^>]*>([^<]*)<', offered.text)
    assert lines is not None and "宣讲!C4=outreach_sessions" in lines[1]
    refused = send_file(
        office, f"{HERE}/forms/", file, entry=str(uuid4()), name="新表", cells="C8=outreach_sessions"
    )
    assert refused.status == 422
    done = send_file(office, f"{HERE}/forms/", file, entry=str(uuid4()), name="新表", cells=lines[1])
    assert done.status == 302
    page = office.get(f"{done.location}?period=2023")
    assert page.status == 200
    link = re.search(r'href="([^"]+/file\?[^"]+)"', page.text)
    assert link is not None
    filled = office.get(link[1].replace("&amp;", "&"))
    sheet = open_workbook(filled.body).sheets[0]
    assert sheet.at("C4").text.isdecimal()
    assert sheet.at("C6").text == ""
    put = send_file(
        office,
        f"{HERE}/numbers/new",
        ("交出的表.xlsx", filled.body),
        entry=str(uuid4()),
        receiver="市妇联",
        day="2023-12-20",
    )
    assert put.status == 302
    assert "交出的表.xlsx" in office.get(f"{HERE}/numbers/").text


def test_a_town_fills_forms_with_its_own_figures_and_maps_none(site: Site) -> None:
    town = site.visitor("town")
    path = addresses(site)["form"]
    assert town.get(f"{path}?org={TOWN}").status == 200
    assert town.get(f"{path}?org={OTHER_TOWN}").status == 403
    assert town.get(f"{path}file?org={OTHER_TOWN}").status == 403
    assert (
        send_file(town, f"{HERE}/forms/", ("x.xlsx", blank_form()), entry=str(uuid4()), name="x").status
        == 403
    )
    assert town.get(f"{HERE}/forms/00000000-0000-0000-0000-00000000dead/").status == 404
