"""Reporting duties: which report is due, made, late or missing, for whom, and which status has gone stale."""
