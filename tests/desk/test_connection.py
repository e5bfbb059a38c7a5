"""How the desk tells whether what it shows is fresh."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.desk.connection import Connection, Link, State
from callcenter.pos import errors
from tests.desk.at_work import heard

_REFUSED = errors.SIGN_IN_REFUSED
_OFFLINE = (errors.Unreachable, errors.CertificateRejected)
_DELAYED = (errors.ConnectionLost, errors.ServerFailed, errors.QuotaExhausted, errors.BadAnswer)
_SAYS_NOTHING = (errors.Forbidden, errors.NotFound, errors.Invalid, errors.Conflict, errors.Uncertain)


def _after(*events: Callable[[Connection], None]) -> State:
    connection = Connection()
    for event in (Connection.connecting, *events):
        event(connection)
    return connection.state


@pytest.mark.parametrize("kind", _REFUSED)
def test_a_refused_sign_in_is_told_as_signed_out_with_the_reason(kind: type[errors.PosError]) -> None:
    state = _after(Connection.worked, lambda one: one.failed(kind()))
    assert (state.link, type(state.reason)) == (Link.SIGNED_OUT, kind)


@pytest.mark.parametrize("kind", _OFFLINE)
def test_no_way_to_the_server_is_told_as_offline(kind: type[errors.PosError]) -> None:
    assert _after(Connection.worked, lambda one: one.failed(kind())).link is Link.OFFLINE


@pytest.mark.parametrize("kind", _DELAYED)
def test_a_server_that_answers_badly_is_told_as_delayed(kind: type[errors.PosError]) -> None:
    assert _after(Connection.worked, lambda one: one.failed(kind())).link is Link.DELAYED


@pytest.mark.parametrize("kind", _SAYS_NOTHING)
def test_a_refused_form_or_id_says_nothing_of_the_link(kind: type[errors.PosError]) -> None:
    assert _after(Connection.worked, lambda one: one.failed(kind())).link is Link.LIVE


@pytest.mark.parametrize("kind", [*_REFUSED, *_OFFLINE, *_DELAYED, *_SAYS_NOTHING])
def test_no_sign_in_that_failed_is_awaited_any_longer(kind: type[errors.PosError]) -> None:
    assert _after(lambda one: one.refused(kind())).link is not Link.CONNECTING


def test_an_answer_after_trouble_is_told_as_live() -> None:
    assert _after(lambda one: one.failed(errors.Unreachable()), Connection.worked).link is Link.LIVE


def test_an_answer_after_a_refusal_in_mid_work_is_told_as_live() -> None:
    assert _after(lambda one: one.failed(errors.ClientDisabled()), Connection.worked).link is Link.LIVE


def _failing(kind: type[errors.PosError]) -> Callable[[Connection], None]:
    return lambda connection: connection.failed(kind())


_EVENTS: dict[str, Callable[[Connection], None]] = {
    "connecting": Connection.connecting,
    "worked": Connection.worked,
    "signed out": Connection.signed_out,
    **{kind.__name__: _failing(kind) for kind in (*_REFUSED, *_OFFLINE, *_DELAYED, *_SAYS_NOTHING)},
}


@given(st.lists(st.sampled_from(sorted(_EVENTS)), max_size=30))
def test_each_change_is_told_once_and_nothing_but_changes(events: list[str]) -> None:
    connection = Connection()
    told = heard(connection.changed)
    before = connection.state
    for name in events:
        count = len(told)
        _EVENTS[name](connection)
        after = connection.state
        changed = (before.link, type(before.reason)) != (after.link, type(after.reason))
        assert told[count:] == ([after] if changed else [])
        assert after.since >= before.since
        assert after.link is not before.link or after.since == before.since
        before = after


@given(st.lists(st.sampled_from(sorted(_EVENTS.keys() - {"connecting"})), max_size=10))
def test_nothing_but_a_new_sign_in_brings_a_desk_back_that_was_signed_out(events: list[str]) -> None:
    connection = Connection()
    connection.connecting()
    connection.signed_out()
    for name in events:
        _EVENTS[name](connection)
    assert connection.state.link is Link.SIGNED_OUT
    assert connection.state.reason is None
