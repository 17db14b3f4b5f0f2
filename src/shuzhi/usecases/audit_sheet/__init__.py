"""An audit laid out to be read: the text with its quantities marked, the findings, and both as files.

Words are put in here through a function that the caller hands over; nothing here knows a language or a page.
"""
