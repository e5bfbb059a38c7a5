"""A desk that is killed while it sends: no customer is lost, none is made twice."""

import json
import random
import secrets
import subprocess
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import httpx
import pytest

from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile
from callcenter.vault import Secret

KILLS = 6
FORMS = 4
FAULTS = "reset-before@POST /customers=0.25,reset-after@POST /customers=0.25,status-500@POST /customers=0.1"


def _core(folder: Path, profile: Profile, secret: Secret, key: str, round_: int, forms: int) -> "subprocess.Popen[str]":
    core = subprocess.Popen(
        [sys.executable, "-m", "tests.desk.dispatch_core"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert core.stdin is not None
    given = {"profile": json.dumps(asdict(profile)), "folder": str(folder), "forms": str(forms), "round": str(round_)}
    core.stdin.write(json.dumps(given | {"key": key, "secret": secret.reveal()}) + "\n")
    core.stdin.flush()
    return core


def _cids(sandbox: Sandbox) -> Counter[str]:
    """Count the server's customers of the test by their cid."""
    answer = httpx.get(
        f"{sandbox.clopos}/v2/customers",
        params={"filters[0][0]": "name", "filters[0][1]": "Sınaq", "limit": 999},
        headers={"x-token": "oauth_example_token"},
    )
    return Counter(row["cid"] for row in answer.json()["data"])


@pytest.mark.timeout(120)
def test_every_form_taken_up_is_at_the_server_exactly_once_however_often_the_desk_is_killed(
    sandbox: Sandbox, profile: Profile, secret: Secret, tmp_path: Path
) -> None:
    chance = random.Random(11)  # noqa: S311 - moments, no secrets
    key = secrets.token_hex(32)
    taken: set[str] = set()
    sandbox.set_faults(FAULTS)
    for round_ in range(KILLS):
        with _core(tmp_path, profile, secret, key, round_, FORMS) as core:
            assert core.stdout is not None
            lines = chance.randint(1, 3 * FORMS)
            for line, _ in zip(core.stdout, range(lines), strict=False):
                word, _, value = line.strip().partition(" ")
                if word == "taken":
                    taken.add(value)
            core.kill()
            # what it said before it died was committed before it was said
            taken |= {line.split()[1] for line in core.stdout if line.startswith("taken ") and line.endswith("\n")}
    sandbox.set_faults("")
    with _core(tmp_path, profile, secret, key, KILLS, 0) as core:
        assert core.stdout is not None
        assert any(line.strip() == "unsent 0" for line in core.stdout)
        core.kill()
    there = _cids(sandbox)
    assert taken
    assert taken <= set(there)
    assert set(there.values()) == {1}
