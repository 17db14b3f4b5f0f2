"""A process that writes entries until it is killed, and tells each one it was receipted for.

python -m tests.store_writer SETTINGS_JSON LEDGER ACKNOWLEDGED_FILE
"""

from __future__ import annotations

import json
import os
import sys
from uuid import uuid4

import django
from django.conf import settings


def main(database: str, ledger: str, told: str) -> None:
    settings.configure(
        DATABASES={"default": json.loads(database)},
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "shuzhi.store"],
        AUTH_USER_MODEL="store.User",
        USE_TZ=True,
        TIME_ZONE="Asia/Shanghai",
    )
    django.setup()

    from shuzhi.store.journal import DjangoJournal
    from tests.ledger_acts import Acts, talk

    journal, acts = DjangoJournal(), Acts(ledger)
    handle = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    while True:
        entry = acts.recorded(uuid4(), talk(), title="讲座")
        (receipt,) = journal.append(ledger, [entry])
        os.write(handle, f"{entry.id} {receipt.position}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:4])
