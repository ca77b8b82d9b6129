"""Questions to answers with citations, on the command line and in the window.

Read in this order: records, settings, offline, opening, building (the only wiring); understanding (a question in
its conversation), answering (from evidence to a verified answer), support (whether the papers carry a sentence),
writing (answers that a language model words); register (commitments across papers); terminal, log, commands, cli,
doctor (the command line); access (who may see what); chat, window, figures (the window); components (for programs
built on LlamaIndex); pacing (how many questions are worked on at once).
"""
