"""The control API: `/sim/…`, JSON over HTTP, for people and programs that drive the sandbox."""

from bot.sandbox.control.routes import control_routes

__all__ = ["control_routes"]
