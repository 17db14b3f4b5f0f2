"""The forms an office has mapped: found by id, by name or number, or by the file that lies on the table. Reads only."""

from __future__ import annotations

import hashlib
from uuid import UUID

from shuzhi.documents.workbook import Workbook
from shuzhi.ledger.entries import FormMapped
from shuzhi.usecases.forms.layout import layout_digest
from shuzhi.usecases.office import Office


class UnknownFormError(LookupError):
    """No mapped form is meant; ``code`` and ``args_`` feed the messages."""

    def __init__(self, form: str) -> None:
        super().__init__(form)
        self.code = "forms.unknown_form"
        self.args_ = {"form": form}


def mapped_forms(office: Office, *, position: int | None = None) -> tuple[FormMapped, ...]:
    """The newest mapping of each form as known at ``position`` (None: now), in the order of their first mapping."""
    newest: dict[UUID, FormMapped] = {}
    for record in office.journal.of_types(office.ledger, (FormMapped.type,), upto=position):
        if isinstance(record.entry.body, FormMapped):
            newest[record.entry.body.form] = record.entry.body
    return tuple(newest.values())


def form_named(office: Office, name: str, *, position: int | None = None) -> FormMapped:
    """By id, name or form number; the newest of several. Raises ``UnknownFormError``."""
    for form in reversed(mapped_forms(office, position=position)):
        if name and name in (str(form.form), form.name, form.number):
            return form
    raise UnknownFormError(name)


def form_of_file(office: Office, workbook: Workbook) -> FormMapped:
    """The form whose blank this file is, or whose labels it bears with other numbers. Raises ``UnknownFormError``."""
    digest = hashlib.sha256(workbook.archive.source).hexdigest()
    layout = layout_digest(workbook)
    found = [one for one in mapped_forms(office) if digest == one.blank or layout == one.layout]
    if not found:
        raise UnknownFormError(layout[:16])
    return next((one for one in found if one.blank == digest), found[-1])
