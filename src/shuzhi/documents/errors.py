"""Why a foreign file is not opened.

A refusal is a code with arguments; the sentence for it lives with the messages. Knows no format.

    Refused            a foreign file was turned away at the gate
"""

from __future__ import annotations

from collections.abc import Mapping


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault of the programme
    """A foreign file was turned away; ``code`` is the message code, ``arguments`` what its sentence needs.

    (``args`` is taken by ``Exception`` itself, which forces it to be a tuple.)
    """

    def __init__(self, code: str, arguments: Mapping[str, str | int] | None = None) -> None:
        self.code = code
        self.arguments: dict[str, str | int] = dict(arguments or {})
        shown = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        super().__init__(f"{code}({shown})")
