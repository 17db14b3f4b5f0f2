"""Rosters: sheets of units and people, read, held against the ledger row by row, and put down as one act.

reading.read_roster(data) -> Roster         rows as they stand in the file
planning.plan_roster(office, roster, …)     each row accepted, refused with its reason, or there already
"""
