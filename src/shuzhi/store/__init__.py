"""The keeping of things in a database, with Django: journal, texts beside it, fact rows, lists, accounts, files.

Adapters behind the ledger's ports (``journal``, ``facts``, ``evidence``), the reads of list pages (``reads``), the
checks of an installation (``verify``, ``rebuild``, ``doctor``) and accounts (``accounts``). The models are private to
this package. It knows no use case and no page.
"""
