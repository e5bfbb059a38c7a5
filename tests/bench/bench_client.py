"""What our client costs above the bare HTTP client: a page of 999 customers, fetched and typed.

Both sides ask the same server in turn, a process of its own that sends one page of the sandbox, made beforehand: what
is left is the client's own time. The bare side is httpx and json.loads. The value compares the lower quartiles: what
else the machine does at the time only ever adds. The same by the processor's time alone, without the waits for the
server, is told beside it: it holds on a busy machine too.
"""

import argparse
import asyncio
import gc
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable

import httpx

from callcenter.model.customer import CustomerQuery
from callcenter.pos.clopos.client import Clopos
from callcenter.pos.clopos.dialect import Credentials
from callcenter.sandbox.server import Sandbox
from callcenter.vault import Secret

PAGE = 999
TARGET = 1.1
WARM_UP = 10
Side = Callable[[], Awaitable[int]]


def main() -> int:
    """Measure, and print one line of JSON; 1 where the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(serve(sys.stdin.buffer.read()))
        return 0
    with Sandbox(customers=PAGE, orders=0) as sandbox:
        headers = {"x-token": "oauth_example_token"}
        body = httpx.get(f"{sandbox.clopos}/v2/customers", params={"limit": PAGE}, headers=headers).content
    command = [sys.executable, __file__, "--serve"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        try:
            if server.stdin is None or server.stdout is None:
                raise RuntimeError("the server has no pipes")
            server.stdin.write(body)
            server.stdin.close()
            address = f"http://127.0.0.1:{int(server.stdout.readline())}/open-api/v2"
            ratio, by_cpu = asyncio.run(compared(address, options.rounds))
        finally:
            server.kill()
    met = ratio <= TARGET
    line = {"bench": "client", "metric": "overhead", "value": round(ratio, 3), "unit": "ratio", "n": options.rounds}
    print(json.dumps({**line, "target": TARGET, "met": met}))  # noqa: T201 - a benchmark's answer
    print(json.dumps({**line, "metric": "overhead-by-cpu-time", "value": round(by_cpu, 3)}))  # noqa: T201
    return 0 if met else 1


async def compared(address: str, rounds: int) -> tuple[float, float]:
    """Return how many times as long as the bare client ours takes: by the clock, and by the processor's time."""
    credentials = Credentials(client_id="c", client_secret=Secret("s"), brand="b", integrator_id="i", venue_id="1")
    pos = Clopos(address, credentials)
    bare = httpx.AsyncClient(trust_env=False)

    async def ours() -> int:
        return len((await pos.customers(CustomerQuery(limit=PAGE))).rows)

    async def theirs() -> int:
        answer = await bare.get(f"{address}/customers", params={"page": 1, "limit": PAGE}, headers={"x-token": "t"})
        return len(json.loads(answer.content)["data"])

    took: dict[Side, list[tuple[float, float]]] = {ours: [], theirs: []}
    for turn in range(WARM_UP + rounds):
        # by turns first, so that neither always finds the caches of the other
        sides = (ours, theirs) if turn % 2 else (theirs, ours)
        for side in sides:
            seconds = await timed(side)
            if turn >= WARM_UP:
                took[side].append(seconds)
    await pos.aclose()
    await bare.aclose()
    ours_took, theirs_took = (_lower_quartiles(both) for both in took.values())
    return ours_took[0] / theirs_took[0], ours_took[1] / theirs_took[1]


def _lower_quartiles(both: list[tuple[float, float]]) -> list[float]:
    return [statistics.quantiles(times, n=4)[0] for times in zip(*both, strict=True)]


async def timed(side: Side) -> tuple[float, float]:
    """Return the seconds a page takes, and those of them at work; rubbish of the other side is not counted."""
    gc.collect()
    start, begun = time.perf_counter(), time.process_time()
    count = await side()
    took = time.perf_counter() - start, time.process_time() - begun
    if count != PAGE:
        raise RuntimeError(f"{count} customers came instead of {PAGE}")
    return took


async def serve(page: bytes) -> None:
    """Sign everybody in, and answer all else with the page; the port is the first line on the standard output."""
    token = json.dumps({"success": True, "token": "t", "expires_in": 3600}).encode()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while not reader.at_eof():
            try:
                head = await reader.readuntil(b"\r\n\r\n")
            except asyncio.IncompleteReadError:
                break
            lines = head.lower().split(b"\r\n")
            length = next((int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length")), 0)
            await reader.readexactly(length)
            body = token if b"/auth" in lines[0] else page
            writer.write(
                b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nratelimit-limit: 300\r\n"
                b"ratelimit-remaining: 299\r\nratelimit-reset: 60\r\ncontent-length: %d\r\n\r\n" % len(body) + body
            )

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201 - told to the parent
    await server.serve_forever()


if __name__ == "__main__":
    sys.exit(main())
