"""Log-odds: nought is as likely as not, and nothing is boundless."""

from __future__ import annotations

import pytest

from assistant.encoders import log_odds


@pytest.mark.parametrize(("likely", "expected"), [(0.5, 0.0), (0.75, 1.0986), (0.25, -1.0986)])
def test_nought_is_as_likely_as_not(likely: float, expected: float) -> None:
    assert log_odds(likely) == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("likely", [1.0, 0.999])
def test_nothing_is_surer_than_99_in_100(likely: float) -> None:
    assert log_odds(likely) == pytest.approx(log_odds(0.99))
    assert log_odds(1 - likely) == pytest.approx(-log_odds(0.99))
