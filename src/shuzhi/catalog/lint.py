"""Whether a pack is sound: one function per rule, each with its requirement as docstring.

    lint(pack) -> tuple[Finding, …]     errors first, then advice
    RULES                               every rule, in order

Knows packs; does not know how a figure is computed, so it cannot say whether an example holds (tests/spec runs those).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from shuzhi.catalog import lint_measures, lint_outlines, lint_words
from shuzhi.catalog.finding import Finding
from shuzhi.catalog.model import Pack

Rule = Callable[[Pack], Iterator[Finding]]
RULES: tuple[Rule, ...] = (*lint_measures.RULES, *lint_outlines.RULES, *lint_words.RULES)


def lint(pack: Pack) -> tuple[Finding, ...]:
    found = [finding for rule in RULES for finding in rule(pack)]
    return tuple(sorted(found, key=lambda each: each.level != "error"))
