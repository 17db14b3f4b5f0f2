"""Reading the quantities that a text states: readers → passages → quantities with what they count.

    readers.read_document(path) -> Document     txt, md, html, docx, xlsx, pdf; raises ``documents.errors.Refused``
    extract.extract_document(document) -> Reading
    extract.extract(text) -> tuple[Claim, ...]

The grammar is compiled from patterns and from word lists under ``data``; nothing is trained or downloaded. It cannot
see the ledger or the catalog.
"""
