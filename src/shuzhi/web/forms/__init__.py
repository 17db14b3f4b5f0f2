"""Forms: what a browser sent becomes the detail of an activity, or says what is wrong field by field.

Knows the pack and the ledger's values; knows no request and writes nothing.
"""
