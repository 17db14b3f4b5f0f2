"""Blank spreadsheet forms of other organs: what is printed on them, which figures their cells ask for, filled copies.

layout       labels, layout digest, form number and validity as printed
suggesting   cells that look like figures the pack knows
known        the forms mapped so far
filling      every cell with its figure, or why it stays empty
rendering    the filled file
"""
