"""The engines that every spec and law runs on."""

from __future__ import annotations

from collections.abc import Callable

from shuzhi.engine.base import Basis, Engine
from shuzhi.engine.columnar import ColumnarEngine
from shuzhi.engine.reference import ReferenceEngine

ENGINES: dict[str, Callable[[Basis], Engine]] = {
    "reference": ReferenceEngine,
    "columnar": ColumnarEngine,
}
