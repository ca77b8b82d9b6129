"""Questions to answers with citations, on the command line and in the window.

Read in this order: records, settings, offline, building; query, followups, context, thesaurus, narrowing, dating,
quoting, wants, evidence, recalling, excerpts, anchors, kinds, everyday, confidence, answering, differing, refusal,
citations, annotating (from a question to a verified answer); likeness, spelling, polarity, units, support (whether
the papers carry a sentence); llm, gguf, replies, verifier, writing, condensing (answers that a language model
writes); register (commitments across papers); batch, printing, display, inspection, log, commands, cli, doctor
(the command line); chat, window, figures (the window); components (for programs built on LlamaIndex).
"""
