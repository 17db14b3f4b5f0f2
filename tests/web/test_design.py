"""The page of the design shows every component that the style sheets know, and the sheets know nothing that no page uses."""

from __future__ import annotations

import re
from pathlib import Path

from shuzhi import web
from tests.web.conftest import Visitor

WEB = Path(web.__file__).parent
SHEETS = sorted((WEB / "static" / "shuzhi").glob("*.css"))
CLASS = re.compile(r"\.([a-zA-Z_][\w-]*)")
ATTRIBUTE = re.compile(r'class="([^"]*)"')
# What a script or the drawing library puts on by itself, while it works or inside a drawing.
NOT_WRITTEN = re.compile(r"htmx-(indicator|request)|mark-(rule|rect|symbol)|role-axis-\w+|layer_0_marks")
FRAME = ("base.html", "bare.html", "parts/preferences.html", "parts/interface.html")


def classes_of(sheet: Path) -> set[str]:
    """Class names in the selectors of a sheet."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    return set(CLASS.findall(re.sub(r"\{[^{}]*\}", "{}", text)))


def written(text: str) -> set[str]:
    """Class names in templates; what a template leaves open ends a name."""
    plain = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " ", text)
    return {name for found in ATTRIBUTE.findall(plain) for name in found.split()}


def known() -> dict[str, str]:
    return {
        name: sheet.name for sheet in SHEETS for name in classes_of(sheet) if not NOT_WRITTEN.fullmatch(name)
    }


def frame() -> set[str]:
    """What stands around every page is seen on every page."""
    return {
        name
        for path in FRAME
        for name in written((WEB / "templates" / "shuzhi" / path).read_text(encoding="utf-8"))
    }


def test_every_component_of_the_style_sheets_is_on_the_page(office: Visitor) -> None:
    shown = written(office.get("/design").text) | frame()
    assert {name: sheet for name, sheet in known().items() if name not in shown} == {}


def test_no_rule_is_left_for_what_no_page_uses() -> None:
    """A class is written in a template of a page, or put together in the code from its first part."""
    pages = [
        path for path in WEB.rglob("*.html") if "specimens" not in path.parts and path.name != "design.html"
    ]
    sources = [*pages, *WEB.rglob("*.py"), *WEB.rglob("*.js"), *(WEB.parent / "report").rglob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    begun = tuple(re.findall(r"([a-z]+-)(?=\{)", text))
    own = ("swatch", "specimen")  # of the page of the design itself
    dead = [
        name
        for name in known()
        if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)
        and not name.startswith((*begun, *own))
    ]
    assert dead == []


def test_the_reader_of_sheets_sees_a_class_that_is_nowhere(tmp_path: Path) -> None:
    sheet = tmp_path / "x.css"
    sheet.write_text(
        ".nowhere > a:hover { color: red } /* .told */ @media print { .also { margin: 0.5rem } }"
    )
    assert classes_of(sheet) == {"nowhere", "also"}
    assert written('<p class="a b-{{ x }} {% if y %}c{% endif %}">') == {"a", "b-", "c"}
