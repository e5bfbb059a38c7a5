"""Keys that come from outside the program, through the display, as a keyboard's do."""

import asyncio
import os
from shutil import which

import pytest
from PySide6.QtGui import QGuiApplication

from tests.desktop.window.agent import Agent, Until

pytestmark = pytest.mark.anyio


async def _xdotool(*words: str) -> None:
    process = await asyncio.create_subprocess_exec("xdotool", *words)
    assert await asyncio.wait_for(process.wait(), 30) == 0


@pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="there is no X display to send keys through")
async def test_a_number_typed_on_a_keyboard_and_enter_open_the_card(agent: Agent, until: Until) -> None:
    if QGuiApplication.platformName() != "xcb" or which("xdotool") is None:
        pytest.skip("the windows are not on an X display, or xdotool is not installed")
    await _xdotool("windowfocus", "--sync", str(int(agent.window.winId())))
    await _xdotool("type", "--delay", "2", "0505355757")
    await until(lambda: agent.search.text() == "0505355757")
    await _xdotool("key", "Return")
    await until(lambda: agent.card_of == "Leyla Əliyeva")
    await _xdotool("key", "ctrl+3")
    await until(lambda: agent.tab == "Received")
