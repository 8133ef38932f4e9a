"""What the planner's tests share: the judge that lies beside the checkout, where there is one."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

OTHER_JUDGE = Path(__file__).resolve().parents[3] / "shared" / "planning" / "check_plan.py"

Judge = Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]]


@pytest.fixture(scope="session")
def other_judge() -> Judge:
    """A judge of problems and plans as JSON that is not ours."""
    spec = importlib.util.spec_from_file_location("check_plan", OTHER_JUDGE) if OTHER_JUDGE.exists() else None
    if spec is None or spec.loader is None:
        pytest.skip("no other judge lies beside the checkout")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    judge: Judge = module.check
    return judge
