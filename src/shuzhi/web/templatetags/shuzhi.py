"""Template tags: a code becomes a sentence, a sign its drawing. Nothing here computes a figure."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from shuzhi.messages import say as sentence

_HAN, _LATIN = re.compile("[㐀-鿿]"), re.compile("[A-Za-z]{3}")

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: Context, code: str, **args: Any) -> str:
    """The sentence for a code in the reader's language."""
    return sentence(code, args, str(context.get("language", "zh")))


@register.simple_tag(takes_context=True)
def tongue(context: Context, text: object) -> SafeString:
    """The attribute of an element whose text people wrote in Chinese, on an English page: a reader of the screen then
    speaks it rightly. Nothing for English sentences in which a Chinese name stands."""
    said = str(text or "")
    foreign = context.get("language") == "en" and _HAN.search(said) and not _LATIN.search(said)
    return SafeString(' lang="zh-Hans"' if foreign else "")


@register.simple_tag
def sign(symbol: str) -> SafeString:
    """A small drawing beside a word; readers of the screen hear the word only."""
    address = static("shuzhi/signs.svg")
    return format_html(
        '<svg class="nav-sign" aria-hidden="true"><use href="{}#{}"></use></svg>', address, symbol
    )
