"""What could not be opened is said aloud: a skipped test that needs PostgreSQL, a browser, LibreOffice or tesseract is NOT RUN.

Under `./test` (SHUZHI_REQUIRE_ALL=1) such a skip fails the whole run, so that a missing program never looks like success.
"""

from __future__ import annotations

import os

import pytest

NEEDS = ("postgres", "browser", "libreoffice", "tesseract")
_not_run: dict[str, list[str]] = {}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if not report.skipped:
        return
    for need in NEEDS:
        if need in report.keywords:
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
            _not_run.setdefault(need, []).append(f"{report.nodeid}: {reason}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for need, cases in _not_run.items():
        terminalreporter.section(f"NOT RUN: {len(cases)} tests that need {need}", red=True)
        for case in cases:
            terminalreporter.line(case)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _not_run and os.environ.get("SHUZHI_REQUIRE_ALL") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A run spread over workers hands out addresses: of two cases with one address it would silently drop one."""
    dropped = len(items) - len({item.nodeid for item in items})
    if dropped and hasattr(config, "workerinput"):
        raise pytest.UsageError(f"{dropped} cases share the address of another and would not run")
