"""What pages show, worked out before any template: pure functions from figures, records and trees to frozen views.

Knows figures, entries and packs as values, and the sentences. Knows no request, no database and no markup.
"""
