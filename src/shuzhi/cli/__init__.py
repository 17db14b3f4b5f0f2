"""The command ``shuzhi``: one file per group of commands, sentences from ``messages``, adapters from ``wiring``.

Every command takes ``--json`` and ends with 0 (fine), 1 (findings) or 2 (input that cannot be used).
"""
