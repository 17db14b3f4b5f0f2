"""A spreadsheet of items, one row one item: read, looked at before it is written, and never counted twice.

read_table(name, data)                 rows of texts out of .xlsx or .csv
preview(office, table, asked)          each row accepted, rejected or a duplicate; none is lost
blank_sheet(kind, …)                   the sheet to fill in
"""
