"""A news brief becomes draft entries: what happened, when, where, who held it, how many came, each with its words.

    draft(text, received, pack) -> tuple[Draft, ...]

Knows the pack's types and quantities, never a ledger; nothing is written here. What the words do not say is asked,
what is private is left out and said so.
"""
