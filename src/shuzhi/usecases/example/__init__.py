"""The example year: an invented district's work of 2022 and 2023, the same for the same seed.

Everything in it is made up and looks it: places are named after books and brushes, area codes lie in an unassigned
range, people bear stems and plants for names, telephones begin with 000. Nothing here reads a clock or the random
source of the process.
"""
