"""Painting: hulls and boxes become flat shapes; the only place that knows the raster library."""
