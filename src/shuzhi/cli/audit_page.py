"""An audit as one self-contained page: every quantity marked by what the ledger says of it, colour and sign together.

Knows audits and sentences; loads nothing and runs nothing.

    render(audits, voice) -> str
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from shuzhi.audit.model import Finding, Level
from shuzhi.cli.voice import Voice
from shuzhi.usecases.audit_document import AuditedDocument

SIGNS = {
    "supported": "✓",
    "contradicted": "✗",
    "overstated": "△",
    "unsupported": "?",
    "undecidable": "~",
    "ambiguous": "≈",
    "unmatched": "·",
    "planned": "→",
}
_STYLE = """
:root{color-scheme:light dark;--ink:#1c2430;--paper:#fff;--line:#d7dce3;--quiet:#5a6675;
--good:#1d6b45;--good-ground:#e3f2ea;--bad:#a3261d;--bad-ground:#fbe6e3;--care:#7a5200;--care-ground:#fbf0d6;
--plain-ground:#eceff3}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ee;--paper:#14181f;--line:#333c48;--quiet:#a3aebb;
--good:#8fd8b0;--good-ground:#15392a;--bad:#ffb0a6;--bad-ground:#4a1d19;--care:#f2cf86;--care-ground:#42320f;
--plain-ground:#262d37}}
body{margin:0 auto;max-width:52rem;padding:1.5rem 1rem 4rem;background:var(--paper);color:var(--ink);
font:1.0625rem/1.85 "Source Han Serif SC","Noto Serif CJK SC","Songti SC",SimSun,serif}
h1,h2,h3,.legend,.findings{font-family:"Source Han Sans SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2.5rem;border-top:1px solid var(--line);padding-top:1.5rem}
h3{font-size:1rem;margin-top:2rem}
.text{white-space:pre-wrap;overflow-wrap:anywhere}
mark{padding:0 .15em;border-radius:.2em;background:var(--plain-ground);color:inherit;border-bottom:2px solid var(--quiet)}
mark::after{content:attr(data-sign);font-size:.75em;margin-left:.15em}
.supported{background:var(--good-ground);color:var(--good);border-color:var(--good)}
.contradicted,.overstated{background:var(--bad-ground);color:var(--bad);border-color:var(--bad);border-bottom-style:double;
border-bottom-width:4px}
.unsupported,.ambiguous,.undecidable{background:var(--care-ground);color:var(--care);border-color:var(--care);
border-bottom-style:dashed}
.legend{display:flex;flex-wrap:wrap;gap:.5rem 1.25rem;padding:0;list-style:none;font-size:.9rem}
.findings{padding-left:1.25rem;font-size:.95rem;line-height:1.7}.findings b{margin-right:.5em}
a{color:inherit}
@media print{body{max-width:none}}
"""


def render(audits: Sequence[AuditedDocument], voice: Voice) -> str:
    """One page for all of them, in order."""
    title = escape(voice.words("cli.audit.page"))
    language = "zh-Hans" if voice.language == "zh" else "en"
    body = "".join(
        part for number, one in enumerate(audits, start=1) for part in _document(one, number, voice)
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head>\n<body><main><h1>{title}</h1>\n{body}</main></body></html>\n"
    )


def _document(audited: AuditedDocument, number: int, voice: Voice) -> Iterator[str]:
    verdicts = {one.claim: one.verdict.value for one in audited.audit.judgements}
    yield f"<h2>{escape(audited.reading.document.source)}</h2>\n"
    yield "<ul class=legend>"
    for verdict, sign in SIGNS.items():
        count = sum(each == verdict for each in verdicts.values())
        if count:
            words = escape(voice.words(f"cli.verdict.{verdict}"))
            yield f'<li><mark class="{verdict}" data-sign="{sign}">{words}</mark> {count}</li>'
    yield "</ul>\n"
    grave = [one for one in audited.audit.findings if one.level is not Level.OK]
    if grave:
        yield f"<h3>{escape(voice.words('cli.audit.page_findings'))}</h3><ol class=findings>"
        yield from (_finding(one, number, voice) for one in grave)
        yield "</ol>\n"
    yield f"<h3>{escape(voice.words('cli.audit.page_text'))}</h3>"
    yield f'<div class="text">{"".join(_marked(audited, verdicts, number))}</div>\n'


def _finding(finding: Finding, number: int, voice: Voice) -> str:
    level = escape(voice.words(f"cli.level.{finding.level.value}"))
    sentence = escape(voice.words(finding.code, finding.args))
    link = f' <a href="#q{number}-{finding.claims[0]}">↓</a>' if finding.claims else ""
    return f"<li><b>{level}</b>{sentence}{link}</li>"


def _marked(audited: AuditedDocument, verdicts: dict[int, str], number: int) -> Iterator[str]:
    """The text with every quantity in a mark of its own; claims neither overlap nor go back."""
    text, at = audited.reading.document.text, 0
    for index, claim in enumerate(audited.reading.claims):
        if claim.start < at:
            continue
        verdict = verdicts.get(index, "")
        sign = SIGNS.get(verdict, "")
        yield escape(text[at : claim.start])
        yield f'<mark id="q{number}-{index}" class="{verdict}" data-sign="{sign}">'
        yield f"{escape(text[claim.start : claim.end])}</mark>"
        at = claim.end
    yield escape(text[at:])
