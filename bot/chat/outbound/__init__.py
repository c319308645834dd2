"""Requests to Telegram: rate limits, retries, uploads and HTTP."""
