"""Shuzhi 述职有据: every figure has its record."""

__version__ = "0.1.0"
