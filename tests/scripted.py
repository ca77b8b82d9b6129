"""A language model that says what a test has it say."""

from assistant.writing.llm import ModelFailedError


class Scripted:
    """Gives the same reply to everything and keeps what it was told; None is a reply that breaks off."""

    name, budget = "scripted", 1_000

    def __init__(self, reply: str | None) -> None:
        self.answer, self.told = reply, ()

    def reply(self, messages):
        self.told = messages
        if self.answer is None:
            raise ModelFailedError("It broke off.")
        return self.answer
