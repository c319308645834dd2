"""The control door: `/sim/…`, JSON over HTTP, for people and programs that drive the world."""

from bot.sandbox.control.routes import control_routes

__all__ = ["control_routes"]
