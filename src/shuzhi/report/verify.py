"""A Word file read back: is each of its figures still what the ledger said, and who says so.

Knows manifests, keys and the text as it stands; does not know the ledger (a figure may be true to the document and
long outdated: the audit looks at that). Works offline. Text typed by people is theirs; figures are the ledger's.
The key that a document names counts only when the reader's own ring holds it.

    verify(source, keys) -> Verification                        raises documents.errors.Refused
    Verification.status / .findings / .figures / .manifest / .key
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from shuzhi.documents.drawings import Placed, pictures_in
from shuzhi.documents.ooxml import WordPackage, open_package
from shuzhi.documents.story import Story, View, read_story
from shuzhi.report.adjacency import against_after, against_before, same_figure_text
from shuzhi.report.manifest import Entry, Manifest, ManifestError, SealedManifest, is_manifest, unseal
from shuzhi.report.signing import KeyRing, fingerprint, is_signed
from shuzhi.report.standing import PREFIX, Standing, Standings, standings
from shuzhi.report.swaps import swapped


class Status(StrEnum):
    """The document as a whole, the gravest first."""

    BROKEN_MANIFEST = "broken_manifest"
    BAD_SIGNATURE = "bad_signature"
    UNKNOWN_KEY = "unknown_key"
    CHANGED = "changed"
    NO_FIGURES = "no_figures"
    UNTOUCHED = "untouched"


@dataclass(frozen=True)
class Finding:
    """``code`` is a message code of the area ``report``; ``figure`` the name of the figure or chart, "" for the document."""

    code: str
    figure: str = ""
    arguments: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class FigureCheck:
    """One figure of the manifest: what was printed, what stands there now (``None``: gone), what was found."""

    name: str
    label: str
    printed: str
    found: str | None
    codes: tuple[str, ...]
    entry: Entry = field(repr=False)


@dataclass(frozen=True)
class Verification:
    """``key`` is the fingerprint the document names, "" without a readable manifest."""

    status: Status
    findings: tuple[Finding, ...] = ()
    figures: tuple[FigureCheck, ...] = ()
    key: str = ""
    manifest: Manifest | None = field(default=None, repr=False)


def verify(source: Path | bytes, keys: KeyRing) -> Verification:
    """Look at a Word file. Raises ``Refused`` when it cannot be opened safely."""
    package = open_package(source)
    story = read_story(package.document)
    ours = [data for _, data in package.custom_xml() if is_manifest(data)]
    if len(ours) > 1:
        return _broken("report.manifest_twice", {"count": len(ours)})
    if not ours:
        return _without_manifest(story)
    try:
        sealed = unseal(ours[0])
    except ManifestError as problem:
        return _broken("report.manifest_broken", {"why": problem.why})
    signed = _check_signature(sealed, keys)
    found = [
        *signed,
        *_check_figures(package, story, sealed.manifest),
        *_check_charts(package, sealed.manifest),
    ]
    now = standings(story)
    return Verification(
        status=_status(found),
        findings=tuple(found),
        figures=tuple(_figure_check(entry, now, found) for entry in sealed.manifest.entries),
        key=sealed.key,
        manifest=sealed.manifest,
    )


def _broken(code: str, arguments: Mapping[str, str | int]) -> Verification:
    return Verification(Status.BROKEN_MANIFEST, (Finding(code, "", arguments),))


def _without_manifest(story: Story) -> Verification:
    names = {place.name for place in story.places if place.name.startswith(PREFIX)}
    if names:
        return _broken("report.manifest_missing", {"count": len(names)})
    return Verification(Status.NO_FIGURES, (Finding("report.no_figures"),))


def _check_signature(sealed: SealedManifest, keys: KeyRing) -> list[Finding]:
    """A key that is not in the ring proves nothing, even when the document fits its own signature."""
    canonical, arguments = sealed.manifest.canonical, {"key": sealed.key[:16]}
    if sealed.key in keys:
        good = keys.is_signed(canonical, signature=sealed.signature, by=sealed.key)
        return [] if good else [Finding("report.signature_bad", "", arguments)]
    fits = fingerprint(sealed.public) == sealed.key and is_signed(
        canonical, signature=sealed.signature, public=sealed.public
    )
    return [Finding("report.unknown_key" if fits else "report.signature_bad", "", arguments)]


def _status(findings: list[Finding]) -> Status:
    codes = {finding.code for finding in findings}
    if "report.signature_bad" in codes:
        return Status.BAD_SIGNATURE
    if "report.unknown_key" in codes:
        return Status.UNKNOWN_KEY
    return Status.CHANGED if codes else Status.UNTOUCHED


def _check_figures(package: WordPackage, story: Story, manifest: Manifest) -> list[Finding]:
    """Tracked changes leave two texts; a figure must stand untouched in both."""
    found = list(_compare(manifest, standings(story)))
    if story.revisions:
        original = standings(read_story(package.document, View.ORIGINAL))
        known = {(finding.code, finding.figure) for finding in found}
        earlier = _compare(manifest, original)
        found += [each for each in earlier if (each.code, each.figure) not in known]
        found.append(Finding("report.tracked_changes", "", {"count": story.revisions}))
    return found


def _compare(manifest: Manifest, now: Standings) -> Iterator[Finding]:
    single = {
        entry.name: now.by_name[entry.name][0]
        for entry in manifest.entries
        if len(now.by_name.get(entry.name, ())) == 1
    }
    moved: set[str] = set()
    for entry, other in swapped(manifest.entries, single):
        if entry.name not in moved:
            moved.add(entry.name)
            arguments = {
                "label": entry.label,
                "printed": entry.printed,
                "other": other.label,
                "theirs": other.printed,
            }
            yield Finding("report.figure_swapped", entry.name, arguments)
    for entry in manifest.entries:
        yield from _compare_figure(entry, now.by_name.get(entry.name, ()))
        if entry.name in single and entry.name not in moved:
            yield from _typed_against(entry, single[entry.name])
    yield from _strangers(manifest, now)


def _compare_figure(entry: Entry, places: tuple[Standing, ...]) -> Iterator[Finding]:
    base = {"label": entry.label, "printed": entry.printed}
    if not places:
        yield Finding("report.figure_gone", entry.name, base)
    if len(places) > 1:
        yield Finding("report.figure_copied", entry.name, {**base, "count": len(places)})
    for place in places:
        if not same_figure_text(place.text, entry.printed):
            arguments = {**base, "found": place.text, "place": place.excerpt}
            yield Finding("report.figure_changed", entry.name, arguments)
        elif place.struck:
            yield Finding("report.figure_struck", entry.name, {**base, "place": place.excerpt})


def _typed_against(entry: Entry, place: Standing) -> Iterator[Finding]:
    base = {"label": entry.label, "printed": entry.printed, "place": place.excerpt}
    then, now = entry.context, place.context
    for code, was, found in (
        ("report.typed_before", against_before(then.before), against_before(now.before)),
        ("report.typed_after", against_after(then.after), against_after(now.after)),
    ):
        if was != found:
            yield Finding(code, entry.name, {**base, "was": was, "found": found})


def _strangers(manifest: Manifest, now: Standings) -> Iterator[Finding]:
    labels = {entry.name: entry.label for entry in manifest.entries}
    for name, places in now.by_name.items():
        if name not in labels:
            yield Finding("report.figure_unknown", name, {"place": places[0].excerpt})
    for control, bookmark in now.mixed:
        arguments = {"label": labels.get(control, control), "other": labels.get(bookmark, bookmark)}
        yield Finding("report.figure_mixed", control, arguments)


def _check_charts(package: WordPackage, manifest: Manifest) -> Iterator[Finding]:
    """A chart is the picture that was drawn, byte for byte, whole, and heard as it was written.

    LibreOffice keeps name and bytes of a picture. Where a programme drew it anew, that cannot be told from another
    picture put in its place: the finding says so, and the figures themselves are looked at in their table.
    """
    placed: dict[str, list[Placed]] = {}
    for one in pictures_in(package) if manifest.charts else ():
        placed.setdefault(one.name, []).append(one)
    drawn = {each.picture: each for each in manifest.charts if each.picture}
    for chart in manifest.charts:
        found = placed.get(chart.name, [])
        base = {"title": chart.title}
        if not found and chart.picture:
            yield Finding("report.chart_gone", chart.name, base)
        for one in found:
            other = drawn.get(one.digest)
            if other is None:
                yield Finding("report.chart_changed", chart.name, base)
            elif other is not chart:
                yield Finding("report.chart_swapped", chart.name, {**base, "other": other.title})
            elif one.cropped:
                yield Finding("report.chart_cropped", chart.name, base)
            elif one.words and one.words != chart.spoken:
                yield Finding("report.chart_words_changed", chart.name, base)


def _figure_check(entry: Entry, now: Standings, findings: list[Finding]) -> FigureCheck:
    places = now.by_name.get(entry.name, ())
    return FigureCheck(
        name=entry.name,
        label=entry.label,
        printed=entry.printed,
        found=places[0].text if places else None,
        codes=tuple(finding.code for finding in findings if finding.figure == entry.name),
        entry=entry,
    )
