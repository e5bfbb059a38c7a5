"""The phones' address on the desk's own kind of loop; what it refuses is tested in tests/telephony."""

import httpx
import pytest

from callcenter.model.call import Call
from callcenter.telephony.action_url import ActionUrls, Binding, new_token

pytestmark = pytest.mark.anyio


async def test_a_phone_is_served_on_the_loop_of_qt() -> None:
    calls: list[Call] = []
    server = ActionUrls(Binding(), new_token(), on_call=calls.append, on_refused=lambda _: None)
    await server.start()
    async with httpx.AsyncClient(trust_env=False) as phone:
        answers = [await phone.get(f"{server.url}050535575{number}") for number in range(3)]
        assert [answer.status_code for answer in answers] == [204, 204, 204]
        refused = await phone.get(server.url, headers={"Origin": "https://evil.example"})
        assert refused.status_code == 403
    await server.aclose()
    assert [call.number for call in calls] == ["0505355750", "0505355751", "0505355752"]
