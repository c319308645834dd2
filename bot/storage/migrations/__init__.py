"""How the tables came to be, revision by revision; Alembic runs them at every start.

To change a table: change `tables.py`, copy the latest file in `versions/` under the next number,
set `revision` and `down_revision`, and write the step. A test compares the result with `tables.py`.
"""
