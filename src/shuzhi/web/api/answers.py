"""What an operation may answer: the thing asked for, or a refusal."""

from __future__ import annotations

from typing import Any

from ninja import Schema

from shuzhi.web.api.problems import ProblemOut

REFUSALS = frozenset({400, 401, 403, 404, 409, 413, 422})


def answers(shape: type[Schema], *, made: bool = False) -> dict[Any, Any]:
    """``made``: also 201, where something new was written."""
    found: dict[Any, Any] = {200: shape}
    if made:
        found[201] = shape
    return found | dict.fromkeys(sorted(REFUSALS), ProblemOut)


def files() -> dict[Any, Any]:
    """For operations that answer a file."""
    return dict.fromkeys(sorted(REFUSALS), ProblemOut)
