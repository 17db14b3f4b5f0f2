"""A text with its words marked: known words by place, dates, quoted names, brackets.

Knows the lexicon's kinds of words; does not know numbers or claims.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from shuzhi.claims.lexicon import DATE, VERB, automaton, contexts

_QUOTED = re.compile(
    '《[^《》\n]{1,60}》|“[^“”\n]{1,40}”|‘[^‘’\n]{1,30}’|「[^「」\n]{1,30}」|『[^『』\n]{1,30}』|"[^"\n]{1,24}"|〔[^〔〕\n]{1,12}〕|〈[^〈〉\n]{1,30}〉'
)
_SENTENCE_MARK = re.compile("[，。；！？,;]")
_CAMPAIGN_AFTER = contexts("names")["quoted_after"]
SHORT = 16
"""A quoted phrase up to this length without a comma is a name."""


class Page:
    """One text to extract from. ``begin_at`` and ``end_at`` give (other end, kind) of a known word."""

    __slots__ = (
        "_name_starts",
        "begin_at",
        "dates",
        "end_at",
        "group_end",
        "groups",
        "names",
        "quote_end",
        "quote_start",
        "text",
    )

    def __init__(self, text: str) -> None:
        self.text = text
        self.dates: list[tuple[int, int]] = []
        self.names: list[tuple[int, int]] = []
        self.groups: dict[int, int] = {}
        """End and start of brackets of a group (35岁以下) that are no figures."""
        self.group_end: dict[int, int] = {}
        """Start and end of the same brackets."""
        self.quote_end: dict[int, int] = {}
        self.quote_start: dict[int, int] = {}
        self.begin_at: dict[int, tuple[int, str]] = {}
        self.end_at: dict[int, tuple[int, str]] = {}
        begin_at, end_at = self.begin_at, self.end_at
        for last, (length, kind, is_saying) in automaton().iter_long(text):
            end = last + 1
            begin = end - length
            begin_at[begin] = (end, kind)
            end_at[end] = (begin, kind)
            if is_saying:
                self.names.append((begin, end))
        for quoted in _QUOTED.finditer(text):
            begin, end = quoted.span()
            self.quote_end[begin], self.quote_start[end] = end, begin
            inside = quoted.group()[1:-1]
            phrase = len(inside) <= SHORT and not _SENTENCE_MARK.search(inside)
            if inside and (text[begin] in "《〔" or phrase or text.startswith(_CAMPAIGN_AFTER, end)):
                self.names.append((begin, end))
        self.names.sort()
        self._name_starts = [begin for begin, _ in self.names]

    def mark(self, begin: int, end: int, kind: str) -> None:
        """Note one more word, such as a date; words that begin inside it are none (民国二十六|年产|茶)."""
        for inside in range(begin + 1, end):
            word = self.begin_at.pop(inside, None)
            if word is not None and self.end_at.get(word[0], (-1, ""))[0] == inside:
                del self.end_at[word[0]]
                if word[0] == end + 1:
                    self.begin_at[end], self.end_at[end + 1] = (end + 1, VERB), (end, VERB)
        self.begin_at[begin] = (end, kind)
        self.end_at[end] = (begin, kind)

    def in_name(self, at: int) -> bool:
        """Whether the character lies in a quoted name, a title, a saying or inside a known word."""
        place = bisect_right(self._name_starts, at) - 1
        for begin, end in self.names[max(0, place - 2) : place + 1]:
            if begin <= at < end:
                return True
        for back in range(at - 1, max(-1, at - 5), -1):
            word = self.begin_at.get(back)
            if word is not None:
                return word[0] > at and word[1] != DATE
        return False
