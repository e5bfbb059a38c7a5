"""How the desk looks: two palettes, one font, one sheet of style rules."""

from __future__ import annotations

import enum
import functools
from typing import NamedTuple

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from callcenter import assets


class Scheme(enum.StrEnum):
    """Which palette: the system's, or a fixed one."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Colours(NamedTuple):  # no dataclass: it is made before the window's first picture
    """Every colour on the screen. Text on its ground has a contrast of 4.5:1 at least (WCAG AA; held by a test)."""

    window: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    selected: str
    on_selected: str
    good: str
    warning: str
    warning_ground: str
    danger: str
    danger_ground: str
    fresh: str


LIGHT = Colours(
    window="#f3f5f8",
    surface="#ffffff",
    raised="#f8f9fb",
    line="#d5dbe3",
    text="#17202b",
    muted="#566273",
    accent="#0b5cad",
    on_accent="#ffffff",
    selected="#d6e7fa",
    on_selected="#0f2b4a",
    good="#17703a",
    warning="#8a4b00",
    warning_ground="#fff3dc",
    danger="#b3261e",
    danger_ground="#fdeceb",
    fresh="#e8f4ea",
)
DARK = Colours(
    window="#12161c",
    surface="#191f27",
    raised="#1f2630",
    line="#323c4a",
    text="#e7ecf2",
    muted="#a0acbb",
    accent="#7ab8ff",
    on_accent="#0b2138",
    selected="#24446b",
    on_selected="#f0f6fd",
    good="#78d295",
    warning="#f2bb66",
    warning_ground="#3a2d14",
    danger="#ff948b",
    danger_ground="#3d1f1e",
    fresh="#1d3325",
)

_colours = LIGHT


def colours() -> Colours:
    """Return the colours in force."""
    return _colours


def is_dark() -> bool:
    """Whether the dark palette is in force."""
    return _colours is DARK


@functools.lru_cache(maxsize=64)
def ink(hexadecimal: str) -> QColor:
    """Return a colour of the palette, made once: reading its digits takes longer than painting a cell."""
    return QColor(hexadecimal)


def load_fonts() -> None:
    """Make the desk's own font known: system fonts often lack the manat sign."""
    for name in ("Inter-Regular.otf", "Inter-SemiBold.otf"):
        QFontDatabase.addApplicationFont(str(assets.ROOT / "fonts" / name))


def text_font(points: float = 10.0, *, strong: bool = False) -> QFont:
    """Return the desk's font; figures are all of one width, so that columns of numbers stand."""
    font = QFont("Inter")
    font.setPointSizeF(points)
    font.setFeature(QFont.Tag("tnum"), 1)
    if strong:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def prepare(app: QApplication, scheme: Scheme) -> None:
    """Set what every widget takes over when it is made: style, font, colours."""
    global _colours  # noqa: PLW0603 - one program has one theme, and paint() reads it thousands of times
    app.setStyle("Fusion")
    _colours = DARK if scheme is Scheme.DARK or (scheme is Scheme.SYSTEM and _system_is_dark()) else LIGHT
    app.setFont(text_font())
    app.setPalette(_palette(_colours))


def _system_is_dark() -> bool:
    """Whether the system's windows are dark, as the style paints them where it is left to the system.

    Qt's hint says the same; but to load the name of its answer costs a tenth of a start: all of Qt's enumerations.
    """
    role, system = QPalette.ColorRole, QApplication.style().standardPalette()
    return system.color(role.Window).lightness() < system.color(role.WindowText).lightness()


def apply(app: QApplication, scheme: Scheme) -> None:
    """Dress the whole program; may be called again while it runs.

    The sheet of rules comes last: with it in force, every widget that is added is dressed anew with all that is in it.
    """
    from PySide6.QtGui import QIcon  # noqa: PLC0415 - the window's first picture does without

    prepare(app, scheme)
    app.setStyleSheet(sheet())
    app.setWindowIcon(QIcon(str(assets.ROOT / "icons" / "callcenter.svg")))


def sheet() -> str:
    """Return the rules for the colours in force."""
    return _sheet(_colours)


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.raised,
        role.Text: colours.text,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.PlaceholderText: colours.muted,
        role.Highlight: colours.selected,
        role.HighlightedText: colours.on_selected,
        role.Link: colours.accent,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.text,
        role.Mid: colours.line,
        role.Accent: colours.accent,
    }.items():
        palette.setColor(which, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(disabled, which, QColor(colours.muted))
    return palette


def _sheet(colours: Colours) -> str:
    icons, kind = (assets.ROOT / "icons").as_posix(), "dark" if colours is DARK else "light"
    return f"""
    QLineEdit, QPlainTextEdit, QComboBox {{
        background: {colours.surface}; color: {colours.text};
        border: 1px solid {colours.line}; border-radius: 6px; padding: 5px 8px;
        selection-background-color: {colours.selected}; selection-color: {colours.on_selected};
    }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: 2px solid {colours.accent}; padding: 4px 7px; }}
    QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{ border: 2px solid {colours.danger}; padding: 4px 7px; }}
    QFrame[box="true"] {{ background: {colours.surface}; border: 1px solid {colours.line}; border-radius: 6px; }}
    QFrame[box="true"][focused="true"] {{ border: 2px solid {colours.accent}; }}
    QFrame[box="true"][wrong="true"] {{ border: 2px solid {colours.danger}; }}
    QLineEdit[bare="true"], QLineEdit[bare="true"]:focus {{ border: 0; padding: 2px 3px; background: transparent; }}
    QFrame[tag="true"] {{ background: {colours.raised}; border: 1px solid {colours.line}; border-radius: 9px; }}
    QFrame[tag="true"]:focus {{ background: {colours.selected}; border: 2px solid {colours.accent}; }}
    QFrame[tag="true"] QToolButton {{ background: transparent; border: 0; padding: 1px 5px; }}
    QComboBox::drop-down {{ border: 0; width: 24px; }}
    QComboBox::down-arrow {{ image: url("{icons}/chevron-{kind}.svg"); width: 14px; height: 14px; }}
    QToolButton {{
        background: {colours.surface}; color: {colours.muted};
        border: 1px solid {colours.line}; border-radius: 6px; padding: 5px 9px;
    }}
    QToolButton:focus {{ border: 2px solid {colours.accent}; padding: 4px 8px; }}
    QStatusBar {{ background: {colours.window}; }}
    QStatusBar::item {{ border: 0; }}
    QStatusBar QLabel {{ padding: 2px 6px; }}
    QComboBox QAbstractItemView {{ background: {colours.surface}; border: 1px solid {colours.line}; }}
    QPushButton {{
        background: {colours.raised}; color: {colours.text};
        border: 1px solid {colours.line}; border-radius: 6px; padding: 6px 14px;
    }}
    QPushButton:focus {{ border: 2px solid {colours.accent}; padding: 5px 13px; }}
    QPushButton:default, QPushButton[kind="main"] {{
        background: {colours.accent}; color: {colours.on_accent}; border-color: {colours.accent};
    }}
    QRadioButton {{ border: 2px solid transparent; border-radius: 4px; padding: 1px 3px; }}
    QRadioButton:focus {{ border-color: {colours.accent}; }}
    QPushButton[kind="main"]:focus {{ border: 2px solid {colours.text}; }}
    QPushButton:disabled {{ background: {colours.raised}; color: {colours.muted}; border-color: {colours.line}; }}
    QAbstractItemView {{ border: 0; outline: 0; background: {colours.surface}; }}
    QTableView {{ gridline-color: transparent; }}
    QScrollBar {{ background: transparent; border: 0; }}
    QScrollBar:vertical {{ width: 10px; }}
    QScrollBar:horizontal {{ height: 10px; }}
    QScrollBar::handle {{ background: {colours.line}; border-radius: 3px; margin: 2px; }}
    QScrollBar::handle:hover {{ background: {colours.muted}; }}
    QScrollBar::handle:vertical {{ min-height: 28px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QHeaderView::section {{
        background: {colours.surface}; color: {colours.muted}; border: 0;
        border-bottom: 1px solid {colours.line}; padding: 4px 8px;
    }}
    QTabBar::tab {{ color: {colours.muted}; padding: 7px 12px; border: 0; border-bottom: 2px solid transparent; }}
    QTabBar::tab:selected {{ color: {colours.text}; border-bottom: 2px solid {colours.accent}; }}
    QTabBar::tab:focus {{ color: {colours.accent}; }}
    QTabBar {{ qproperty-drawBase: 0; }}
    QSplitter::handle {{ background: {colours.line}; }}
    QScrollArea, #Pane, #Card {{ background: {colours.surface}; border: 0; }}
    QMenuBar {{ background: {colours.window}; }}
    QMenu {{ background: {colours.surface}; border: 1px solid {colours.line}; padding: 4px; }}
    QMenu::item {{ padding: 5px 24px 5px 12px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {colours.selected}; color: {colours.on_selected}; }}
    QLabel[role="title"] {{ font-size: 17pt; font-weight: 600; }}
    QLabel[role="section"] {{ color: {colours.muted}; font-weight: 600; }}
    QLabel[role="muted"] {{ color: {colours.muted}; }}
    QLabel[role="wrong"] {{ color: {colours.danger}; }}
    QLabel[role="strong"] {{ font-weight: 600; }}
    QLabel[role="warning-text"] {{ color: {colours.warning}; }}
    QLabel[role="figure"] {{ font-size: 13pt; font-weight: 600; }}
    QLabel[role="old-figure"] {{ font-size: 13pt; font-weight: 600; color: {colours.muted}; }}
    QLabel[role="chip"] {{
        color: {colours.accent}; border: 1px solid {colours.accent}; border-radius: 9px; padding: 1px 8px;
    }}
    QLabel[role="warning-chip"] {{
        color: {colours.warning}; border: 1px solid {colours.warning}; border-radius: 9px; padding: 1px 8px;
    }}
    QFrame[notice="warning"] {{ background: {colours.warning_ground}; border-radius: 6px; }}
    QFrame[notice="warning"] QLabel {{ color: {colours.warning}; }}
    QFrame[notice="danger"] {{ background: {colours.danger_ground}; border-radius: 6px; }}
    QFrame[notice="danger"] QLabel {{ color: {colours.danger}; }}
    QFrame[notice="good"] {{ background: {colours.fresh}; border-radius: 6px; }}
    QFrame[notice="good"] QLabel {{ color: {colours.good}; }}
    QToolTip {{ background: {colours.raised}; color: {colours.text}; border: 1px solid {colours.line}; padding: 4px; }}
    """
