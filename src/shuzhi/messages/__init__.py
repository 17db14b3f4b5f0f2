"""Sentences for codes: the one place where a code with its arguments becomes words.

Each area keeps one file ``text/<area>.toml`` of tables ``[code] zh = "…{argument}…" en = "…"``, formatted
by ``str.format`` with the arguments of the finding, problem or error. This package knows no other package:
it is handed a code and a mapping. A code without a sentence answers itself, so that a page never breaks over
a missing word; a test finds it.

    say("documents.too_large", {"bytes": 9, "limit": 5}, language="zh") -> str
    LANGUAGES                                                           -> ("zh", "en")
"""

from shuzhi.messages.catalogue import LANGUAGES, Language, Sentences, read_sentences
from shuzhi.messages.saying import language_of, say

__all__ = ["LANGUAGES", "Language", "Sentences", "language_of", "read_sentences", "say"]
