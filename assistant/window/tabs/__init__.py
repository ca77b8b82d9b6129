"""The window's tabs, as Gradio builds them: each module lays out one and says which function answers it.

ask: questions and answers. commitments: the register. papers: what is indexed. evaluation: how good it is.
about: what Minutebook does and does not. programs: its functions as an API. pieces: what the tabs share of Gradio.
sessions: what Gradio remembers of each open window.
"""
