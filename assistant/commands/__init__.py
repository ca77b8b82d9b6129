"""The commands of the command line, a module for each group; cli puts them together.

Read in this order: options, progress, papers, questions, commitments, keeping, service, users, audit.
"""
