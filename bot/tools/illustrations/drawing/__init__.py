"""Paints hulls and boxes as flat shapes; only this package uses the raster library."""
