"""Which faces this machine puts in the place of the standard's fonts, and a fontconfig file that chooses them well.

The standard names licensed fonts (方正小标宋, 仿宋_GB2312, 楷体_GB2312) that are never shipped. Left alone, fontconfig
replaces an unknown Chinese name by whatever comes first, often a Japanese face, and says nothing. Knows fontconfig's
command line; does not know documents.

    drawing_face() -> Face | None                       what charts are lettered in, and where its file lies
    substitutions() -> tuple[Substitution, …]           what is replaced, by what ("" where fontconfig is absent)
    write_aliases(folder, substitutions) -> Path        a fonts.conf to be named by FONTCONFIG_FILE
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from shuzhi.report import page

_SERIF: Final = (
    "Source Han Serif SC", "Noto Serif CJK SC", "Noto Serif SC", "SimSun", "Songti SC", "AR PL UMing CN",
)  # fmt: skip
_SANS: Final = (
    "SimHei", "Source Han Sans SC", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei",
)  # fmt: skip
_KAI: Final = ("KaiTi", "Kaiti SC", "STKaiti", "FZKai-Z03", "LXGW WenKai", "AR PL UKai CN")
_FANGSONG: Final = ("FangSong", "STFangsong", "FZFangSong-Z02", "方正仿宋_GBK", "cwTeXFangSong")

#: what to put in the place of each standard font, best first
PREFERRED: Final[dict[str, tuple[str, ...]]] = {
    page.FONT_TITLE: ("方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "华文中宋", "STZhongsong", *_SERIF, *_SANS),
    page.FONT_BODY: ("仿宋", *_FANGSONG, *_SERIF, *_KAI, *_SANS),
    page.FONT_HEADING: _SANS,
    page.FONT_SUBHEADING: ("楷体", *_KAI, *_SERIF, *_SANS),
    page.FONT_PAGE_NUMBER: (*_SERIF, *_SANS),
    page.FONT_LATIN: ("Liberation Serif", "Tinos", "TeX Gyre Termes", "FreeSerif", *_SERIF),
}
#: what a drawing is lettered in, best first: faces without serifs stay readable when they are small
LETTERING: Final = (*_SANS, *_SERIF, *_FANGSONG, *_KAI)
_OF_WINDOWS: Final = {
    "SimHei": "simhei.ttf",
    "SimSun": "simsun.ttc",
    "FangSong": "simfang.ttf",
    "KaiTi": "simkai.ttf",
}
#: faces whose regular weight is too light for what they replace
_BOLD_FOR: Final = frozenset({page.FONT_TITLE})


@dataclass(frozen=True, slots=True)
class Substitution:
    """``wanted`` is not on this machine; ``used`` stands in for it ("" when nothing Chinese is installed)."""

    wanted: str
    used: str


@dataclass(frozen=True, slots=True)
class Face:
    """A family on this machine and the file that holds its regular weight."""

    family: str
    file: Path


@cache
def drawing_face() -> Face | None:
    """The face for the words of a drawing; None where no Chinese face is installed. Asked once a process."""
    files = _installed_files()
    return next((Face(each, files[each]) for each in LETTERING if each in files), None)


def substitutions() -> tuple[Substitution, ...]:
    """The standard's fonts that this machine lacks, each with what replaces it."""
    return choose(installed_families())


def choose(installed: frozenset[str]) -> tuple[Substitution, ...]:
    """As ``substitutions``, for a given set of installed families."""
    return tuple(
        Substitution(wanted, next((each for each in PREFERRED[wanted] if each in installed), ""))
        for wanted in page.FONTS
        if wanted not in installed
    )


def installed_families() -> frozenset[str]:
    """All family names known to fontconfig, empty where there is no ``fc-list``."""
    return frozenset(name.strip() for line in _listed("%{family}\n") for name in line.split(","))


def _installed_files() -> dict[str, Path]:
    """Family name → the file of its regular weight (any file where there is none such), in a fixed order."""
    found: dict[str, Path] = {}
    for line in sorted(
        _listed("%{file}\t%{style}\t%{family}\n"), key=lambda one: ("Regular" not in one, one)
    ):
        file, _, rest = line.partition("\t")
        for family in rest.partition("\t")[2].split(","):
            found.setdefault(family.strip(), Path(file))
    return found or _windows_files()


def _windows_files() -> dict[str, Path]:
    """Where there is no fontconfig: the Chinese faces that come with Windows, as far as their files are there."""
    folder = Path(os.environ.get("WINDIR", "")) / "Fonts"
    return {family: folder / file for family, file in _OF_WINDOWS.items() if (folder / file).is_file()}


def _listed(form: str) -> list[str]:
    command = shutil.which("fc-list")
    if command is None:
        return []
    listed = subprocess.run(
        [command, "--format", form], capture_output=True, text=True, check=False, timeout=60
    )
    return listed.stdout.splitlines()


def write_aliases(folder: Path, chosen: tuple[Substitution, ...]) -> Path:
    """A fontconfig file beside the system's that puts each chosen face in the place of the wanted one."""
    rules = "".join(_rule(each) for each in chosen if each.used)
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>\n'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n{rules}</fontconfig>\n',
        encoding="utf-8",
    )
    return path


def _rule(each: Substitution) -> str:
    weight = (
        '<edit name="weight" mode="assign"><const>bold</const></edit>' if each.wanted in _BOLD_FOR else ""
    )
    return (
        f'<match target="pattern"><test name="family" qual="any"><string>{escape(each.wanted)}</string></test>'
        '<edit name="family" mode="assign" binding="strong">'
        f"<string>{escape(each.used)}</string></edit>{weight}</match>\n"
    )
