from pathlib import Path

import pytest

from corpus.errors import MinutebookError
from eval.gate import THRESHOLDS, Threshold, check, earlier, fallen, load, parse
from eval.reports.figures import Figure

FIGURES = (
    Figure("recall@750", 0.81, 0.75, 0.87, 150),
    Figure("recall@750", 0.70, 0.50, 0.80, 30, "form: table"),
    Figure("errors", 0.02, 0.0, 0.05, 150),
)


def test_thresholds_are_read_by_slice() -> None:
    text = """
    ["all cases"]
    "recall@750" = 0.8
    errors = { value = 0, because = "none may break" }
    ["form: table"]
    "recall@750" = 0.75
    """
    assert parse(text) == (
        Threshold("", "recall@750", 0.8),
        Threshold("", "errors", 0.0, "none may break"),
        Threshold("form: table", "recall@750", 0.75),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[", "is not TOML"),
        ("['all cases']\nnonsense = 1", "no number for a known figure at 'nonsense'"),
        ("['all cases']\nmrr = 'high'", "no number"),
        ("['all cases']\nmrr = true", "no number"),
        ("['all cases']\nmrr = { because = 'x' }", "no number"),
        ("mrr = 1", "no number"),
    ],
)
def test_thresholds_that_mean_nothing_are_errors(text: str, said: str) -> None:
    with pytest.raises(MinutebookError, match=said):
        parse(text)


def test_missing_thresholds_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(MinutebookError, match="cannot be read"):
        load(tmp_path / "none.toml")


def test_lines_pass_and_fail_by_the_good_direction() -> None:
    lines = check(
        (
            Threshold("", "recall@750", 0.81),
            Threshold("", "recall@750", 0.82),
            Threshold("form: table", "recall@750", 0.75),
            Threshold("", "errors", 0.02),
            Threshold("", "errors", 0.0),
            Threshold("form: prose", "recall@750", 0.1),
        ),
        FIGURES,
    )
    assert [line.passed for line in lines] == [True, False, False, True, False, False]
    assert str(lines[2]) == "recall@750 (form: table): 0.700 (0.500 to 0.800, n = 30), must be at least 0.750"
    assert str(lines[4]).endswith("must be at most 0.000")
    assert str(lines[5]) == "recall@750 (form: prose): no case gives it, must be at least 0.100"


def test_a_threshold_never_falls_silently() -> None:
    before = (
        Threshold("", "recall@750", 0.8),
        Threshold("", "errors", 0.0),
        Threshold("", "mrr", 0.5),
        Threshold("", "hit@1", 0.5),
    )
    once_higher = (Threshold("", "recall@750", 0.85), Threshold("", "mrr", 0.4))
    now = (
        Threshold("", "recall@750", 0.8),
        Threshold("", "errors", 0.1),
        Threshold("", "mrr", 0.45, "two cases were wrong"),
    )
    assert fallen(now, (before, once_higher)) == (
        "errors (all cases): its threshold was 0.000 and is 0.100, with no 'because'",
        "hit@1 (all cases): its threshold of 0.500 is gone",
        "recall@750 (all cases): its threshold was 0.850 and is 0.800, with no 'because'",
    )
    assert fallen(before, (before, ())) == ()


def test_the_thresholds_of_the_project_have_not_fallen() -> None:
    assert fallen(load(), earlier()) == ()


def test_a_file_outside_a_checkout_has_no_earlier_versions(tmp_path: Path) -> None:
    assert earlier(tmp_path / THRESHOLDS.name) == ()
