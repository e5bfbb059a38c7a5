"""A server's words are never markup: where Qt would guess, it is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as Guess
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QLabel

from callcenter.desk.connection import Connection
from callcenter.ui import wording
from callcenter.ui.shell.one_line import OneLine
from callcenter.ui.shell.status_bar import StatusBar

_MARKUP = "<b>Leyla</b> & <img src=x>"
_texts = st.text(st.sampled_from("<>&;/b il=\"'aə\n"), max_size=20) | st.sampled_from((_MARKUP, "&lt;b&gt;", "a < b"))


def _as_a_tip_shows(text: str) -> str:
    """Return what stands in a tool tip: Qt guesses whether a text is markup."""
    document = QTextDocument()
    if Guess.mightBeRichText(text):
        document.setHtml(text)
    else:
        document.setPlainText(text)
    return document.toPlainText()


def test_a_tool_tip_shows_any_text_word_for_word(qapp: QApplication) -> None:
    del qapp

    @given(_texts)
    def check(text: str) -> None:
        # Blanks in a row are one on the way.
        assert _as_a_tip_shows(wording.tip(text)).split() == text.split()

    check()


def test_a_line_that_does_not_fit_tells_its_words_as_they_are(qapp: QApplication) -> None:
    del qapp
    line = OneLine()
    line.tell(_MARKUP)
    assert line.whole == _MARKUP
    assert _as_a_tip_shows(line.toolTip()) == _MARKUP


def test_the_name_of_whoever_signed_in_is_no_markup(qapp: QApplication) -> None:
    del qapp
    bar = StatusBar(Connection())
    bar.set_place(_MARKUP)
    place = next(one for one in bar.findChildren(QLabel) if one.text() == _MARKUP)
    assert place.textFormat() is Qt.TextFormat.PlainText
