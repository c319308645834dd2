"""The migrations; Alembic runs the missing ones at every start.

To change a table: change `tables.py`, copy the latest file in `versions/` under the next number,
set `revision` and `down_revision`, and write the step. A test compares the result with `tables.py`.
"""
