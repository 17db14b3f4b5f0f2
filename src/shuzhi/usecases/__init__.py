"""What an office does, one verb per module: keyword-only, ``by=`` and ``at=`` passed in, the only writers of the ledger.

Every writing verb takes the ``Office`` (its ports), builds one entry, has it checked against the catalog and the
ledger, and answers ``Done`` (receipts, warnings) or ``Problems`` (codes with arguments; nothing was written).
Knows ports, never adapters: no database, no pages, no clock of its own.
"""
