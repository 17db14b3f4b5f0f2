"""A report that came back from the people who read and changed it: what is no longer as it was compiled.

``compare`` knows two texts and nothing else; ``read_back`` puts it beside verification and audit.
"""
