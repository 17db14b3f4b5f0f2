"""Foreign files opened safely, and Word files taken apart and put together. Knows no figure and no report.

gate.open_archive(source, limits) -> SafeArchive        every office file comes in through here
gate.read_file / gate.parse_xml                         bytes and XML under the same limits
ooxml.open_package(source) -> WordPackage               parts, relationships, custom XML
story.read_story(document, view) -> Story               running text, named places, tracked changes
sheets.refuse_sparse_sheets(archive)                    workbooks that would reserve a rectangle of memory
workbook.open_workbook(source) -> Workbook              sheets, cells, merged ranges of an xlsx
workbook_writing.write_workbook(workbook, filling)      the same file with cells filled or marked
errors.Refused(code, arguments)                         why a file was turned away
"""
