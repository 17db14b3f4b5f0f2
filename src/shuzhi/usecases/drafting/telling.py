"""The announcing sentence of a brief: who, where, did what.

区妇联联合区司法局在幸福社区举办“…”普法讲座 → hosts, place, title, each with its place in the text.
Knows the shape of such sentences; knows neither pack nor ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from shuzhi.usecases.drafting import shapes
from shuzhi.usecases.drafting.model import Span


@dataclass(frozen=True, slots=True)
class Telling:
    """What one announcing clause says; "" and () where it does not."""

    hosts: tuple[str, ...]
    host_spans: tuple[Span, ...]
    place: str
    place_span: Span | None
    title: str
    title_span: Span | None
    verb: Span


@lru_cache(maxsize=64)
def read_telling(text: str, span: Span, when: Span | None) -> Telling:
    """Read the announcing sentence at ``span``; ``when`` is where its date stands."""
    form = _form(text, span)
    if form is not None:
        return form
    start = when[1] if when else span[0]
    passive = shapes.PASSIVE.search(text, start, span[1])
    if passive and not shapes.VERB.search(passive["place"]):
        return _passive(text, span, start, passive)
    went = shapes.WENT_TO.search(text, start, span[1]) or shapes.HELD.search(text, start, span[1])
    if went:
        return _passive(text, span, start, went)
    verb = _main_verb(text, start, span[1])
    zone = (start, verb[0] if verb else _first_comma(text, start, span[1]))
    hosts = tuple(_hosts(text, span, zone))
    if verb is None and when and not hosts:
        return _noted(text, span, when)
    if not hosts and when and when[0] - span[0] >= 3:
        hosts = tuple(_split_organisations(text, (span[0], when[0])))
    place = _place(text, (start, span[1]), verb or zone)
    return _telling(text, hosts, place, _title(text, verb, span[1]) if verb else None, verb or zone)


def held_by(text: str, span: Span) -> tuple[Span, ...]:
    """The organisations of 由…主办, wherever the brief says so."""
    found = shapes.HELD_BY.search(text, *span)
    return tuple(_split_organisations(text, found.span("host"))) if found else ()


def acting_in(text: str, span: Span) -> tuple[Span, ...]:
    """The first federation or branch that begins a clause, with those named beside it."""
    found = shapes.OPENS_CLAUSE.search(text, *span)
    return tuple(_split_organisations(text, found.span("body"))) if found else ()


def reported_title(text: str) -> Span | None:
    """What 关于…的简报 is about."""
    found = shapes.REPORTED.match(text.strip()) and shapes.REPORTED.search(text)
    return found.span("title") if found else None


def signed_by(text: str) -> tuple[Span, ...]:
    """The body at the head of a list, 石门社区：…, which holds all that follows."""
    found = shapes.SIGNED.match(text)
    return tuple(_split_organisations(text, found.span("body"))) if found else ()


def _form(text: str, span: Span) -> Telling | None:
    """时间：… 地点：… 主办单位：… on lines of their own, at least three of them."""
    found = {
        kind: hit.span("value")
        for hit in shapes.LABEL.finditer(text, *span)
        if (kind := _kind_of(hit["label"]))
    }
    if len(found) < 3:
        return None
    hosts = tuple(_split_organisations(text, found["host"])) if "host" in found else ()
    return _telling(text, hosts, found.get("place"), found.get("title"), found.get("title", span))


def _kind_of(label: str) -> str:
    kinds = (
        ("时间", "when"),
        ("日期", "when"),
        ("地点", "place"),
        ("单位", "host"),
        ("主办", "host"),
        ("人数", "heads"),
    )
    return next((kind for word, kind in kinds if word in label), "title")


def _noted(text: str, span: Span, when: Span) -> Telling:
    """石门社区：5月12日，花艺沙龙，24人 names the thing and no verb: what follows the day is its title."""
    hosts = tuple(_split_organisations(text, (span[0], when[0]))) if when[0] - span[0] >= 3 else ()
    start = when[1] + len(text[when[1] : span[1]]) - len(text[when[1] : span[1]].lstrip("，,：: "))
    end = _first_comma(text, start, span[1])
    named = re.search("[\u4e00-\u9fff]{2}$|”$", text[start:end]) and not re.search(r"\d", text[start:end])
    return _telling(
        text, hosts, None, (start, end) if named and 3 <= end - start <= 40 else None, (start, start)
    )


def _passive(text: str, span: Span, start: int, found: re.Match[str]) -> Telling:
    """…成立大会在…召开: the title stands before the place, and the host only where it is said to hold it."""
    title_start = found.start("title")
    lead = shapes.LEAD.match(found["title"])
    title_start += lead.end() if lead else 0
    by = shapes.BY.match(text[title_start : found.end("title")])
    hosts = tuple(_hosts(text, span, (start, title_start + by.end()))) if by else ()
    title_start += by.end() if by else 0
    title_start += (
        2 if text[title_start:].startswith(("该村", "该镇", "该社", "我镇", "我村", "我区", "我县")) else 0
    )
    own = shapes.OF_BODY.match(text[title_start : found.end("title")])
    if not hosts and own:
        hosts = ((title_start, title_start + own.end("body")),)
    return _telling(
        text,
        hosts,
        found.span("place") if found["place"] else None,
        (title_start, found.end("title")),
        found.span("verb"),
    )


def _telling(
    text: str, hosts: tuple[Span, ...], place: Span | None, title: Span | None, verb: Span
) -> Telling:
    return Telling(
        tuple(text[a:b] for a, b in hosts),
        hosts,
        text[place[0] : place[1]] if place else "",
        place,
        text[title[0] : title[1]] if title else "",
        title,
        verb,
    )


def _first_comma(text: str, start: int, end: int) -> int:
    found = re.search("[，,。]", text[start:end].lstrip("，, "))
    return (
        start + len(text[start:end]) - len(text[start:end].lstrip("，, ")) + found.start() if found else end
    )


def _main_verb(text: str, start: int, end: int) -> Span | None:
    """The first verb of holding or doing that stands outside quotation marks and has words after it."""
    quoted = [m.span() for m in re.finditer("“[^”]*”|《[^》]*》", text[start:end])]
    fallback: Span | None = None
    for hit in shapes.VERB.finditer(text, start, end):
        inside = any(a <= hit.start() - start < b for a, b in quoted)
        before = text[max(start, hit.start() - 2) : hit.start()]
        if inside or before.endswith(("党支部", "共同的")):
            continue
        if hit.group() in ("组织", "走访", "进行", "发布") and fallback is None:
            if text[hit.end() : hit.end() + 1] in "部员者织生":
                continue
            fallback = hit.span()
            continue
        if fallback is not None and (
            hit.start() - fallback[0] > 30 or re.search("[，,]", text[fallback[1] : hit.start()])
        ):
            return fallback
        return hit.span()
    if fallback is None:
        taken_part = shapes.TOOK_PART.search(text, start, end)
        return taken_part.span() if taken_part else None
    return fallback


def _hosts(text: str, sentence: Span, subject: Span) -> Iterator[Span]:
    held = held_by(text, sentence)
    if held:
        yield from held
        return
    start, end = subject
    lead = shapes.LEAD.match(text[start:end])
    start += lead.end() if lead else 0
    zone = re.split(
        "在(?!职(?!教|中|工|业))|走进|深入|赴|来到|到(?=[^位])|面向|针对|邀请|选派|派出(?!所)|组织|利用|通过|依托|以",
        text[start:end],
    )[0]
    zone_end = start + len(zone)
    comma = max(text.rfind("，", start, zone_end), text.rfind(",", start, zone_end))
    if comma >= 0 and not shapes.ORGANISATION.search(text[start:comma]):
        start = comma + 1
    elif comma >= 0:
        zone_end = comma
    found = list(_split_organisations(text, (start, zone_end)))
    yield from found
    partners = re.match(
        rf"(?:联合|会同|携手|与)(?P<partner>{shapes.ORG}(?:[、和与]{shapes.ORG})*)",
        text[zone_end : subject[1]],
    )
    if found and partners:
        offset = zone_end + partners.start("partner")
        yield from _split_organisations(text, (offset, zone_end + partners.end("partner")))


def _split_organisations(text: str, span: Span) -> Iterator[Span]:
    """The organisation at the head of each joined piece; what follows it may be a post or an adverb, no other noun."""
    for piece_start, piece_end in _pieces(text, *span):
        blank = len(text[piece_start:piece_end]) - len(text[piece_start:piece_end].lstrip(" \u3000我"))
        at = piece_start + blank
        words = text[at:piece_end].rstrip(" ：:")
        best = 0 if words.startswith(("全", "各", "该")) else _name_end(words)
        if best:
            yield at, at + best


def _name_end(words: str) -> int:
    """Where the organisation's name ends: the longest that a post or an adverb follows, else the longest federation
    or branch; 0 where the words begin with none."""
    ends = [
        end
        for end in _ends(words)
        if not re.match("书记|成员", words[end:]) or not words[:end].endswith("党组")
    ]
    fitting = [end for end in ends if _tail_fits(words, end)]
    return max(fitting or [end for end in ends if shapes.STRONG_NAME.search(words[:end])], default=0)


def _ends(words: str) -> Iterator[int]:
    """Where an organisation's name may end in words that begin with it."""
    return (end for end in range(2, min(len(words), 24) + 1) if shapes.ORGANISATION.fullmatch(words[:end]))


def _tail_fits(words: str, end: int) -> bool:
    return end == len(words) or bool(shapes.TAIL.match(words[end:]))


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for hit in shapes.JOINED.finditer(text, start, end):
        if text[hit.start() : hit.end() + 2].startswith(("联合会", "共同体", "同学")) or hit.start() == at:
            if hit.start() == at and not text[hit.start() : hit.end() + 2].startswith("联合会"):
                at = hit.end()
            continue
        yield at, hit.start()
        at = hit.end()
    yield at, end


def _place(text: str, zone: Span, verb: Span) -> Span | None:
    """The first 在…, 走进… or 到… around the verb that names somewhere."""
    for hit in shapes.AT.finditer(text, *zone):
        words = shapes.ADVERB.sub("", hit["place"].strip())
        if text.count("“", zone[0], hit.start()) > text.count("”", zone[0], hit.start()):
            continue
        known = bool(shapes.PLACE_INSIDE.search(words)) or not shapes.NO_PLACE.search(words)
        if known and hit.start() <= verb[1] + 40:
            return hit.start("place"), hit.start("place") + len(words)
    bare = shapes.BARE_PLACE.search(text, *zone)
    return bare.span("place") if bare else None


def _title(text: str, verb: Span, end: int) -> Span | None:
    """The verb's object up to the next comma; for visits and the like with the verb itself."""
    body = verb[1]
    lead = shapes.OBJECT_LEAD.match(text[body:end])
    brought = lead is not None and text[verb[0] : verb[1]] in ("送上", "送去")  # 送上一堂讲座
    kept = shapes.KEEPS_VERB.search(text[verb[0] : verb[1]]) and not brought
    start = verb[0] if kept else verb[1]
    if lead and not kept:
        start = body + lead.end()
    stop = end
    for hit in shapes.OBJECT_END.finditer(text, body, end):
        if text.count("“", start, hit.start()) == text.count("”", start, hit.start()):
            stop = hit.start()
            break
    words = text[start:stop].strip()
    if len(words) < 3 or shapes.PEOPLE_SENT.match(words):
        return None
    start += len(text[start:stop]) - len(text[start:stop].lstrip())
    words = words[: shapes.LONGEST]
    return start, start + len(shapes.COUNTED.sub("", words) or words)
