"""From evidence to a verified answer.

In reading order: evidence, recalling, excerpts, anchors, kinds, everyday, confidence, answering, differing,
refusal (answered, not found or asked back), citations (checked against the paper), annotating, searched (which
papers were looked through).
"""
