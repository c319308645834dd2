"""The revisions. A published one is never edited, and uses plain types only."""
