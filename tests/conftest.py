"""Shared by all tests: one flag that rewrites golden files, and one browser for each module that drives it."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes, or is in the making, is a matter of the machine and of what else it does; and a folder
# that a function's examples share is written anew by each.
settings.register_profile(
    "unhurried",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden",
        action="store_true",
        help="write what was found into tests/golden, to be read as a diff",
    )
    parser.addoption("--kills", type=int, default=12, help="how often work is killed at a random moment")
    parser.addoption("--fuzz", type=int, default=1, help="how many times as many damaged inputs are tried")


@pytest.fixture
def rewrite_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--rewrite-golden"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from chromium import launched

    with launched() as chromium:
        yield chromium
