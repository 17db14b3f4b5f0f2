"""Documents made of figures: compiled from an outline, printed, signed, read back.

Knows outlines, figures and how they are worded, set and proved; does not know which engine computed a figure,
how anything is stored, or the sentence that belongs to a code. The way through it:

    compile.needed_figures(outline, pack) -> tuple[(indicator, Reach), …]   ask these at once
    compile.compile_report(outline, material) -> Compiled                       .document .hints .gauge
    manifest.build_manifest(compiled, outline=…, checkpoints=…) -> Manifest  .digest for the ledger entry
    manifest.seal(manifest, signer, public=…) -> SealedManifest
    pictures.picture(chart) -> Picture | None                                   .data .digest; None without a Chinese face
    docx.render(document, sealed, creator=…) -> bytes                           same arguments, same bytes
    html.render(document, href=…) -> str                                        same arguments, same text
    pdf.convert(docx, timeout=…) -> bytes                                       needs LibreOffice, or PdfError
    verify.verify(source, keys) -> Verification                                 .status, .findings, .figures
    strip.strip_figures(source) -> bytes                                        text kept, proof removed
    signing.create_key(path) / load_key(path) / KeyRing.of_folder(path)
    fonts.substitutions() -> tuple[Substitution, …]
"""
