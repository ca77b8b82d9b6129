"""Conversations kept: saving, saved (listed and found again), saved_routes (opened, renamed, deleted)."""
