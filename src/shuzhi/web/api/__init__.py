"""The programming interface, version 1: what pages show and take, for other programs. See ``docs/reference/api.md``.

Pages and this package never import each other; what both need lies below them (``web.seat``, ``web.languages``).
"""
