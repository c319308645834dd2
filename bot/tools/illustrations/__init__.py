"""Poses in, pictures out: one 3D skeleton, seen by a flat camera, painted as flat shapes.

Only authors need this room (`pip install .[art]`); the bot ships the finished pictures.
It imports nothing else of `bot`. The way through it is pose -> skeleton -> drawing:

`reading` (pose.yaml, strictly) -> `pose` (solved against floor and contacts) -> `body` (hulls of
spheres) -> `camera` -> `drawing` -> `poster`; `checks` looks over the geometry on the way.
"""
