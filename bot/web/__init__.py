"""The HTTP interface: the webhook that Telegram calls, and health and metrics for the operator."""

from bot.web.app import Health, WebDependencies, create_app
from bot.web.server import Server
from bot.web.webhook import PATH, secret_for

__all__ = ["PATH", "Health", "Server", "WebDependencies", "create_app", "secret_for"]
