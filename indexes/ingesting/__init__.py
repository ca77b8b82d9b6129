"""Papers put in and taken out, whole or not at all.

In reading order: walking (the folder), planning (what changed), progress, likeness, twinning, twins (papers held
twice), swapping (one transaction each), carrying (vectors kept), ingest.
"""
