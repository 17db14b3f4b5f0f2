"""A file that was sent: read whole into memory, never kept, refused where it is too large."""

from __future__ import annotations

from django.http import HttpRequest

from shuzhi.documents.errors import Refused

MOST_BYTES = 32 * 1024 * 1024


def read_upload(request: HttpRequest, *, field: str = "file") -> tuple[str, bytes]:
    """Name and bytes. Raises ``Refused`` where there is none or it is too large."""
    sent = request.FILES.get(field)
    if sent is None or isinstance(sent, list):
        raise Refused("web.upload.nothing")
    size = sent.size or 0
    if size > MOST_BYTES:
        raise Refused("documents.too_large", {"bytes": size, "limit": MOST_BYTES})
    return str(sent.name), sent.read()
