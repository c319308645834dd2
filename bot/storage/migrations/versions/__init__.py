"""The revisions. One that was published is never edited, and uses plain types only."""
