"""The interface under made-up requests: every operation, with rights and without, never breaks and keeps its description.

Requests come from the description itself (valid ones, and ones that break it in one place). They are sent to a small ledger
of their own; the number per operation is bounded so that the whole takes less than two minutes on two cores.
"""

from __future__ import annotations

import itertools
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.web import api_stage as stage
from tests.web.api_client import PLACES, description
from tests.web.conftest import Site

EXAMPLES = 4
CONFORMS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
BOUNDED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def described() -> Any:
    config = schemathesis.Config.from_dict({"generation": {"mode": "all"}})
    return schemathesis.openapi.from_dict(description(), config=config)


schema = described()
TURNS = itertools.count()


def ask(site: Site, case: Any, token: str) -> Any:
    """The ledger is the small one; every other request names ids that are there, so that it gets behind the doors."""
    there = PLACES if next(TURNS) % 2 else {}
    known = {name: value for name, value in there.items() if name in case.path_parameters}
    case.path_parameters = {**case.path_parameters, **known, "ledger": stage.SMALL}
    headers = {"Authorization": f"Bearer {site.tokens[token]}"} if token else {}
    return case.call(base_url=site.root, headers=headers)


@schema.parametrize()
@BOUNDED
def test_made_up_requests_with_every_right_break_nothing(case: Any, site: Site) -> None:
    case.validate_response(ask(site, case, "root_write"), checks=CONFORMS)


@schema.parametrize()
@BOUNDED
def test_made_up_requests_of_a_lower_unit_break_nothing_and_learn_nothing(case: Any, site: Site) -> None:
    answer = ask(site, case, "near_read")
    assert stage.CANARY.encode() not in answer.content
    assert stage.CANARY.encode("unicode_escape") not in answer.content
    case.validate_response(answer, checks=CONFORMS)


@schema.parametrize()
@BOUNDED
def test_made_up_requests_without_a_token_get_nowhere(case: Any, site: Site) -> None:
    answer = ask(site, case, "")
    assert answer.status_code in (400, 401, 403, 404, 405), answer.status_code
    case.validate_response(answer, checks=[not_a_server_error])
