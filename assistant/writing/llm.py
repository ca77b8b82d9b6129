"""A language model, where one is configured: asked through LlamaIndex, its every failure said in one sentence.

Nothing is contacted where nothing is configured. An address elsewhere is used only where ``llm_url`` names it; a
GGUF file is served in this process, on this machine's own address.
"""

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.offline import is_here
from assistant.settings import Settings
from corpus.errors import MinutebookError
from prompts.library import Message

if TYPE_CHECKING:
    import httpx
    from llama_index.llms.openai_like import OpenAILike

LONGEST_REPLY = 400
"""Tokens: three sentences take a quarter of it; what goes on for longer has lost its way."""
_ROOM = 1_200
"""Tokens of the window that are kept for the prompt's own words, the question and the reply."""
_NO_KEY = "none"
OLLAMA = "http://127.0.0.1:11434"
"""Where an Ollama of this machine usually answers."""


class ModelFailedError(MinutebookError):
    """A language model that gave no reply that can be used."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a language model answers: an OpenAI-compatible base address, the model's name and the key."""

    base: str
    model: str
    key: str


class LanguageModel:
    """One configured model, reached on first use; safe to share between threads."""

    def __init__(self, name: str, locate: Callable[[], Address], *, timeout: float, budget: int) -> None:
        """Say what people call the model, how to find it, how long to wait and how much it may be given."""
        self.name = name
        self.budget = budget
        self._locate = locate
        self._timeout = timeout
        self._client: OpenAILike | None = None
        self._http: httpx.Client | None = None
        self._lock = threading.Lock()

    def stream(self, messages: Sequence[Message]) -> Generator[str]:
        """Yield the reply as it comes, in pieces.

        Raises:
            ModelFailedError: there was no reply, or it broke off; the sentence says why.
        """
        import httpx  # noqa: PLC0415 - first use only
        import openai  # noqa: PLC0415
        from llama_index.core.llms import ChatMessage  # noqa: PLC0415

        said = [ChatMessage(role=one.role, content=one.text) for one in messages]
        client = self._connected()
        try:
            for reply in client.stream_chat(said):
                if reply.delta:
                    yield reply.delta
        except openai.APITimeoutError as error:
            raise ModelFailedError(self._late()) from error
        except openai.APIStatusError as error:
            raise ModelFailedError(_refused(self.name, error.status_code)) from error
        except openai.APIConnectionError as error:
            raise ModelFailedError(f"The language model {self.name} cannot be reached: is it running?") from error
        except httpx.TimeoutException as error:
            raise ModelFailedError(self._late()) from error
        except (openai.OpenAIError, httpx.HTTPError, OSError) as error:
            raise ModelFailedError(f"The language model {self.name} broke off in its reply.") from error
        except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:  # no OpenAI-like reply
            raise ModelFailedError(f"The language model {self.name} replied with something unreadable.") from error

    def reply(self, messages: Sequence[Message]) -> str:
        """Return the whole reply, see ``stream``."""
        return "".join(self.stream(messages)).strip()

    def close(self) -> None:
        """Let go of the connection, if there is one."""
        with self._lock:
            if self._http is not None:
                self._http.close()
            self._client = self._http = None

    def _connected(self) -> "OpenAILike":
        with self._lock:
            if self._client is None:
                address = self._locate()
                self._http = _http(address.base, self._timeout)
                self._client = _client(address, self._http, self._timeout, self.budget)
            return self._client

    def _late(self) -> str:
        return f"The language model {self.name} took longer than {self._timeout:g} seconds."


def connect(settings: Settings) -> LanguageModel | None:
    """Return the configured language model without reaching for it yet, None where none is configured.

    Raises:
        MinutebookError: two are configured, or the address lacks the model's name.
    """
    if settings.llm_url and settings.llm_file:
        raise MinutebookError("Both llm_url and llm_file are set: take one of them out of the settings.")
    if settings.llm_file:
        from assistant.writing.gguf import serve  # noqa: PLC0415 - only where a file is configured

        file, window = settings.llm_file, settings.llm_budget * 2 + _ROOM
        name = file.name
        return LanguageModel(
            name, lambda: Address(*serve(file, window)), timeout=settings.llm_timeout, budget=settings.llm_budget
        )
    if not settings.llm_url:
        return None
    if not settings.llm_model:
        raise MinutebookError("llm_url is set without llm_model: name the model to ask that address for.")
    key = settings.llm_key.get_secret_value() if settings.llm_key else _NO_KEY
    address = Address(settings.llm_url.rstrip("/"), settings.llm_model, key)
    return LanguageModel(
        settings.llm_model, lambda: address, timeout=settings.llm_timeout, budget=settings.llm_budget
    )


def stays_here(settings: Settings) -> bool:
    """Whether questions and passages stay on this machine with these settings."""
    return not settings.llm_url or is_here(urlsplit(settings.llm_url).hostname)


def writer_in_words(settings: Settings) -> str:
    """Say who writes the answers with these settings, and whether anything leaves this machine for it."""
    if settings.llm_file:
        return f"Answers are written by {settings.llm_file.name} on this computer; each sentence is checked."
    if not settings.llm_url:
        return "Every sentence of an answer is copied from a paper: no language model is configured, none is used."
    where = urlsplit(settings.llm_url).netloc.rpartition("@")[2]
    sent = "" if stays_here(settings) else " Questions and passages are sent there."
    return f"Answers are written by {settings.llm_model} at {where}; each sentence is checked.{sent}"


def _http(base: str, timeout: float) -> "httpx.Client":
    """Passages go to the address that was configured and nowhere else.

    No redirect is followed, and on this machine no proxy of the environment's is used. A reply is waited for as a
    whole: a server that keeps the line open with nothing but signs of life would be waited for without end.
    """
    import httpx  # noqa: PLC0415

    class Bounded(httpx.SyncByteStream):
        def __init__(self, stream: httpx.SyncByteStream) -> None:
            self._stream, self._until = stream, monotonic() + timeout

        def __iter__(self) -> Iterator[bytes]:
            for piece in self._stream:
                if monotonic() > self._until:
                    raise httpx.ReadTimeout("the whole reply took too long")
                yield piece

        def close(self) -> None:
            self._stream.close()

    def bound(response: httpx.Response) -> None:
        if isinstance(response.stream, httpx.SyncByteStream):
            response.stream = Bounded(response.stream)

    here = is_here(urlsplit(base).hostname)
    return httpx.Client(follow_redirects=False, trust_env=not here, event_hooks={"response": [bound]})


def _client(address: Address, http: "httpx.Client", timeout: float, budget: int) -> "OpenAILike":
    from llama_index.llms.openai_like import OpenAILike  # noqa: PLC0415 - a second to import

    return OpenAILike(  # type: ignore[call-arg]
        model=address.model,
        api_base=address.base,
        api_key=address.key,
        is_chat_model=True,
        temperature=0.0,
        max_tokens=LONGEST_REPLY,
        context_window=budget * 2 + _ROOM,
        max_retries=0,
        timeout=timeout,
        http_client=http,
        additional_kwargs={"seed": 1},
    )


def _refused(name: str, status: int) -> str:
    if status in (401, 403):
        return f"The language model {name} refused the key: set llm_key."
    if status == 404:
        return f"There is no language model {name} at its address: correct llm_model or llm_url."
    if status == 429:
        return f"The language model {name} has too many requests: try again later."
    return f"The language model {name} answered with error {status}."


def ollama_models(base: str = OLLAMA) -> tuple[str, ...]:
    """Return the models that an Ollama on its usual port of this machine offers, none where none runs.

    Only asked for where a person wants to know what could be configured; it is never used by itself.
    """
    import httpx  # noqa: PLC0415

    with (
        suppress(httpx.HTTPError, ValueError, KeyError, TypeError),
        httpx.Client(trust_env=False, timeout=1.0) as it,
    ):
        return tuple(str(one["name"]) for one in it.get(f"{base}/api/tags").json()["models"])
    return ()
