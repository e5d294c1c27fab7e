"""Numbers of rows, however long the tracker."""

import pytest

from cds_tracker.excel.numbering import number_of


@pytest.mark.parametrize("written", ["1", "9999", "10000", "100000", "10001.2"])
def test_a_row_far_down_is_numbered_like_the_first(written: str) -> None:
    assert (number_of(written).kind, number_of(written).text) == ("arabic", written)
