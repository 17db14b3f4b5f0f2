"""The engine over columns. The only package that touches Ibis, DuckDB and Arrow."""

from shuzhi.engine.columnar.answers import ColumnarEngine

__all__ = ["ColumnarEngine"]
