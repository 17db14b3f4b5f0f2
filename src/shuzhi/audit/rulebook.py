"""What a rule is: one function from a case to findings, with the codes it may give written on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from shuzhi.audit.case import Case
from shuzhi.audit.model import Finding


class Rule(Protocol):
    """Its docstring is the requirement; ``codes`` are all the codes it may give."""

    codes: tuple[str, ...]
    __name__: str

    def __call__(self, case: Case) -> Iterator[Finding]: ...


def gives(*codes: str) -> Callable[[Callable[[Case], Iterator[Finding]]], Rule]:
    """Write on a rule the codes it may give, so that tests can ask for a case of each."""

    def mark(function: Callable[[Case], Iterator[Finding]]) -> Rule:
        function.codes = codes  # type: ignore[attr-defined]
        return function  # type: ignore[return-value]

    return mark
