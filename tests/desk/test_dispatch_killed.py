"""A desk that is killed while it sends: nothing is lost, nothing is made twice."""

import sys

import pytest

from tests.desk.fault_schedules import play

SEEDS = range(9001, 9013)
"""A few of the schedules that ``dev.py bench faults`` plays by the thousand."""


@pytest.mark.timeout(180)
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL and no fork there")
def test_every_form_taken_up_is_there_once_or_put_to_the_agent_however_often_the_desk_is_killed() -> None:
    outcomes = list(play(SEEDS))
    assert [one for one in outcomes if not one.good] == []
    assert sum(one.accepted for one in outcomes) > 3 * len(SEEDS)
