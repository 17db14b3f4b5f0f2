"""An audit as one self-contained page: nothing is loaded, nothing runs; ticking a mark's box shows or hides it.

render(sheet, say=, language=) -> str            the same arguments give the same text
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape
from importlib import resources

from shuzhi.usecases.audit_sheet.layout import Say
from shuzhi.usecases.audit_sheet.model import AuditSheet, FindingLine, Piece

_TAGS = {"zh": "zh-Hans", "en": "en"}


def render(sheet: AuditSheet, *, say: Say, language: str) -> str:
    """The page of one document."""
    title = say("auditing.title", {"title": sheet.title})
    counted = say("auditing.counted", {"claims": len(sheet.claims), "findings": len(sheet.lines)})
    notices = "".join(f"<p>{escape(one)}</p>" for one in sheet.notices)
    body = (
        f"<header><h1>{escape(title)}</h1><p>{escape(sheet.basis)}</p><p>{escape(counted)}</p>{notices}</header>\n"
        f"<section>{_legend(sheet, say)}</section>\n"
        f'<section aria-labelledby="lines"><h2 id="lines">{escape(say("auditing.findings", {}))}</h2>'
        f"{_findings(sheet, say)}</section>\n"
        f'<section aria-labelledby="text"><h2 id="text">{escape(say("auditing.text", {}))}</h2>'
        f'<div class="text" lang="zh-Hans">{"".join(map(_paragraph, sheet.paragraphs))}</div></section>\n'
    )
    return page(title, body, hiding=_hiding(sheet), language=language)


def page(title: str, body: str, *, hiding: str, language: str) -> str:
    """The frame of a page that stands alone; ``body`` is HTML, ``hiding`` style rules of its own."""
    style = (resources.files("shuzhi.usecases.audit_sheet") / "style" / "audit.css").read_text("utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="{_TAGS.get(language, "zh-Hans")}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>\n{style}{hiding}</style>\n</head>\n<body>\n"
        f"<main>\n{body}</main>\n</body>\n</html>\n"
    )


def finding(line: FindingLine, *, where: str, anchor: str = "") -> str:
    """One finding as a list item; ``where`` is the place in words."""
    excerpt = ""
    if line.marked:
        excerpt = (
            f'<span class="where" lang="zh-Hans">…{escape(line.before)}<mark>{escape(line.marked)}</mark>'
            f"{escape(line.after)}…</span>"
        )
    known = f' id="{anchor}"' if anchor else ""
    return (
        f'<li class="{line.level} of-{line.mark or "none"}"{known}><span><span class="level">{line.sign} '
        f"{escape(line.level_words)}</span> {escape(line.sentence)}</span>"
        f'{excerpt}<span class="where">{where}</span></li>'
    )


def _legend(sheet: AuditSheet, say: Say) -> str:
    boxes = "".join(
        f'<label><input type="checkbox" id="show-{one.mark}" checked>'
        f'<span class="q q-{one.mark}"><sup aria-hidden="true">{one.sign}</sup></span>'
        f"{escape(one.label)} <b>{one.count}</b></label>"
        for one in sheet.tallies
    )
    return f'<fieldset class="legend"><legend>{escape(say("auditing.show", {}))}</legend>{boxes}</fieldset>'


def _hiding(sheet: AuditSheet) -> str:
    """A box that is not ticked takes its marks' colour and its findings away; the text itself always stays."""
    return "".join(
        f"body:has(#show-{one.mark}:not(:checked)) .text .q-{one.mark} {{ background: none; border-color: transparent; }}\n"
        f"body:has(#show-{one.mark}:not(:checked)) .text .q-{one.mark} sup {{ display: none; }}\n"
        f"body:has(#show-{one.mark}:not(:checked)) .findings .of-{one.mark} {{ display: none; }}\n"
        for one in sheet.tallies
    )


def _findings(sheet: AuditSheet, say: Say) -> str:
    if not sheet.lines:
        return f"<p>{escape(say('auditing.no_findings', {}))}</p>"
    return f'<ol class="findings">{"".join(map(partial(_finding, sheet), sheet.lines))}</ol>'


def _finding(sheet: AuditSheet, line: FindingLine) -> str:
    links = " ".join(
        f'<a href="#c{index}">{escape(sheet.claims[index].quantity)}</a>' for index in line.claims
    )
    where = " · ".join(part for part in (escape(line.place), links) if part)
    return finding(line, where=where, anchor=f"f{line.number}")


def _paragraph(pieces: tuple[Piece, ...]) -> str:
    return f"<p>{''.join(_drawn(pieces))}</p>\n"


def _drawn(pieces: tuple[Piece, ...]) -> Iterator[str]:
    for one in pieces:
        words = escape(one.text)
        if one.findings:
            words = f'<a href="#f{one.findings[0]}">{words}</a>'
        if not one.mark:
            yield words
        elif one.mark == "note":
            yield f'<mark class="note">{words}</mark>'
        else:
            sign = one.sign + ("!" if one.doubted and one.mark != "noted" else "")
            yield (
                f'<span class="q q-{one.mark}" id="c{one.claim}">{words}<sup aria-hidden="true">{sign}</sup>'
                f'<span class="unseen">（{escape(one.label)}）</span></span>'
            )
