"""Rules 20 to 23: check."""

import pytest
from connector import Output


def statuses(output: Output) -> list[str]:
    return [message["connectionStatus"]["status"] for message in output.of("CONNECTION_STATUS")]


@pytest.mark.rule(20, 23)
def test_a_good_configuration_succeeds(good_check: Output) -> None:
    assert (good_check.code, statuses(good_check)) == (0, ["SUCCEEDED"])


@pytest.mark.rule(21, 23)
def test_a_bad_configuration_fails_in_words(bad_check: Output) -> None:
    assert (bad_check.code, statuses(bad_check)) == (0, ["FAILED"])
    assert bad_check.of("CONNECTION_STATUS")[0]["connectionStatus"]["message"]
