"""What an operator has beside the running bot: a doctor, backups, numbers, and files for others.

`dashboard.json` is for Grafana, `alerts.yml` for Prometheus, `Caddyfile` for the cluster's proxy.
"""
