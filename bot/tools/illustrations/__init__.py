"""Draws pictures from poses: one 3D skeleton, an orthographic camera, flat shapes.

Only authors need this package (`pip install .[art]`); the bot ships the finished pictures.
It imports nothing else of `bot`. The steps are:

`pose_file_reader` (strictly) -> `pose` (solved against floor and contacts) -> `body` (hulls of
spheres) -> `camera` -> `drawing` -> `poster`; `checks` checks the geometry between them.
"""
