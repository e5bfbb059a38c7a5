import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.vault import Origin, OriginError, origin_of


@pytest.mark.parametrize(
    "url",
    [
        "https://integrations.clopos.com",
        "https://integrations.clopos.com/open-api/v2",
        "https://integrations.clopos.com:443/open-api",
        "HTTPS://Integrations.CLOPOS.com/",
        "https://integrations.clopos.com./open-api/v2?x=1#y",
        "https://integrations.clopos.com:/",
    ],
)
def test_spellings_of_one_server_are_one_origin(url: str) -> None:
    assert origin_of(url) == Origin("https", "integrations.clopos.com", 443)


@pytest.mark.parametrize(
    "other",
    [
        "http://integrations.clopos.com",
        "https://integrations.clopos.com:8443",
        "https://integrations.clopos.com.evil.example",
        "https://clopos.com",
        "https://1ntegrations.clopos.com",
        "https://іntegrations.clopos.com",  # Cyrillic і
    ],
)
def test_another_scheme_host_or_port_is_another_origin(other: str) -> None:
    assert origin_of(other) != origin_of("https://integrations.clopos.com")


def test_a_name_of_another_alphabet_equals_its_ascii_form() -> None:
    assert origin_of("https://Bücher.example") == origin_of("https://xn--bcher-kva.example")
    assert origin_of("https://bücher。example。") == origin_of("https://xn--bcher-kva.example")
    # As httpx has it (IDNA 2008), not as Python's codec of 2003: those are two servers.
    assert origin_of("https://straße.example") != origin_of("https://strasse.example")


@pytest.mark.parametrize(
    ("url", "spelled"),
    [
        ("http://127.0.0.1:4000/api/v1", "http://127.0.0.1:4000"),
        ("http://localhost/api", "http://localhost:80"),
        ("http://[::1]:4000", "http://[::1]:4000"),
        ("http://[0:0:0:0:0:0:0:1]:4000", "http://[::1]:4000"),
        ("https://my_pos.lan", "https://my_pos.lan:443"),
    ],
)
def test_an_origin_is_spelled_with_its_port(url: str, spelled: str) -> None:
    assert str(origin_of(url)) == spelled
    assert origin_of(spelled) == origin_of(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "integrations.clopos.com",
        "//integrations.clopos.com",
        "ftp://integrations.clopos.com",
        "file:///etc/passwd",
        "https://",
        "https:///open-api",
        "https://user@host.example",
        "https://user:password@host.example",
        "https://good.example\\@evil.example",
        "https://good.example\t.evil.example",
        "https://good example",
        " https://good.example",
        "https://good.example\n",
        "https://good%2eexample",
        "https://host:0",
        "https://host:65536",
        "https://host:https",
        "https://host..example",
        "https://.example",
        "https://-host.example",
        "https://" + "a" * 64 + ".example",
        "https://" + "a." * 130 + "example",
        "http://127.1",
        "http://2130706433",
        "http://0x7f.0.0.1",
        "http://127.0.0.0x1",
        "http://010.0.0.1",
        "http://[::1",
        "http://[fe80::1%25eth0]",
        "http://[127.0.0.1]",
        "https://bad\u2488.example",
        "https://example.com\u200b",
    ],
)
def test_a_url_that_names_no_certain_server_is_refused(url: str) -> None:
    with pytest.raises(OriginError) as caught:
        origin_of(url)
    assert str(caught.value).startswith("The base URL")


def test_the_refusal_does_not_repeat_a_password() -> None:
    with pytest.raises(OriginError) as caught:
        origin_of("https://user:hunter2@host.example")
    assert "hunter2" not in str(caught.value)


@given(st.text(max_size=40) | st.text(max_size=40).map("https://{}".format))
def test_any_text_is_an_origin_or_one_error(text: str) -> None:
    try:
        origin = origin_of(text)
    except OriginError:
        return
    assert origin_of(str(origin)) == origin
