"""A desk that is killed while it sends: nothing is lost, nothing is made twice."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.desk import fault_schedules, star_schedules

SEEDS = range(9001, 9013)
STAR_SEEDS = [range(first, first + 4) for first in range(9101, 9117, 4)]
"""A few of the schedules that ``dev.py bench faults`` plays by the thousand; those of a row on one sandbox."""


@pytest.mark.timeout(180)
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL and no fork there")
def test_every_form_taken_up_is_there_once_or_put_to_the_agent_however_often_the_desk_is_killed() -> None:
    outcomes = list(fault_schedules.play(SEEDS))
    assert [one for one in outcomes if not one.good] == []
    assert sum(one.accepted for one in outcomes) > 3 * len(SEEDS)


@pytest.mark.timeout(180)
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL and no fork there")
def test_customers_change_and_points_go_once_or_are_put_to_the_agent_however_often_the_desk_is_killed() -> None:
    with ThreadPoolExecutor(len(STAR_SEEDS)) as pool:
        outcomes = [
            one for played in pool.map(lambda seeds: list(star_schedules.play(seeds)), STAR_SEEDS) for one in played
        ]
    assert [one for one in outcomes if not one.good] == []
    assert sum(one.accepted for one in outcomes) > 3 * len(outcomes)
    assert sum(one.uncertain for one in outcomes) > 0
    assert sum(one.refused for one in outcomes) > 0
