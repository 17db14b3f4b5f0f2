"""Measures of a page under GB/T 9704-2012, in the units Word counts in.

Twips are 1/20 pt, 1 mm is 56.69 twips; font sizes are half points. Knows the standard; does not know any
document.
"""

from __future__ import annotations

from typing import Final


def millimetres(length: float) -> int:
    """Twips."""
    return round(length * 1440 / 25.4)


# 5.1 and 5.2.1: A4, top 37, binding side 28, type area 156 x 225
PAGE_WIDTH: Final = millimetres(210)
PAGE_HEIGHT: Final = millimetres(297)
TOP: Final = millimetres(37)
BOTTOM: Final = millimetres(297 - 37 - 225)
LEFT: Final = millimetres(28)
RIGHT: Final = millimetres(210 - 28 - 156)
AREA_WIDTH: Final = millimetres(156)

# 5.2.3: 22 lines of 28 characters. 225 mm / 22 is 579.8 twips a line; 156 mm / 28 is 15.79 pt a character of 16 pt
LINES: Final = 22
CHARACTERS: Final = 28
LINE_PITCH: Final = millimetres(225) // LINES

#: twips between characters, so that 28 of 16 pt fit the line (15.75 pt each)
CHARACTER_PITCH: Final = -5

# sizes named by number, in half points: 二号 22 pt, 三号 16 pt, 四号 14 pt, 小四 12 pt, 五号 10.5 pt
SIZE_2: Final = 44
SIZE_3: Final = 32
SIZE_4: Final = 28
SIZE_SMALL_4: Final = 24
SIZE_5: Final = 21

# 7.5: page number 7 mm below the type area; its line of 四号 is about 5 mm high
FOOTER: Final = BOTTOM - millimetres(7 + 5)

FONT_TITLE: Final = "方正小标宋简体"
FONT_BODY: Final = "仿宋_GB2312"
FONT_HEADING: Final = "黑体"
FONT_SUBHEADING: Final = "楷体_GB2312"
FONT_PAGE_NUMBER: Final = "宋体"
FONT_LATIN: Final = "Times New Roman"
FONTS: Final = (FONT_TITLE, FONT_BODY, FONT_HEADING, FONT_SUBHEADING, FONT_PAGE_NUMBER, FONT_LATIN)
