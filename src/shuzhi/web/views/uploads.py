"""A file that was sent: read whole into memory, never kept, refused where it is too large."""

from __future__ import annotations

from django.http import HttpRequest

from shuzhi.documents.errors import Refused

MOST_BYTES = 32 * 1024 * 1024
MOST_FILES = 60


def read_upload(request: HttpRequest, *, field: str = "file") -> tuple[str, bytes]:
    """Name and bytes. Raises ``Refused`` where there is none or it is too large."""
    sent = request.FILES.get(field)
    if sent is None or isinstance(sent, list):
        raise Refused("web.upload.nothing")
    size = sent.size or 0
    if size > MOST_BYTES:
        raise Refused("documents.too_large", {"bytes": size, "limit": MOST_BYTES})
    return str(sent.name), sent.read()


def read_uploads(request: HttpRequest, *, field: str) -> tuple[tuple[str, bytes], ...]:
    """Names and bytes of any number of files, none for an empty field. Raises ``Refused`` where there are too many or
    they are too large together.
    """
    sent = [one for one in request.FILES.getlist(field) if not isinstance(one, list)]
    size = sum(one.size or 0 for one in sent)
    if len(sent) > MOST_FILES:
        raise Refused("web.upload.too_many", {"files": len(sent), "limit": MOST_FILES})
    if size > MOST_BYTES:
        raise Refused("documents.too_large", {"bytes": size, "limit": MOST_BYTES})
    return tuple((str(one.name), one.read()) for one in sent)
