"""The operator's tools: `doctor`, backups, statistics, and configuration for other programs.

`dashboard.json` is for Grafana, `alerts.yml` for Prometheus, `Caddyfile` for the cluster's proxy.
"""
