"""What a run is configured with: one frozen object, read once.

The order is: defaults, then ``minutebook.toml``, then ``MINUTEBOOK_*`` in the environment, then the flags of the
command. A later one wins. Importing this module reads nothing; ``load`` reads everything.
"""

import tomllib
from pathlib import Path
from typing import Any, ClassVar

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from corpus.errors import MinutebookError

PREFIX = "MINUTEBOOK_"
FILE_NAME = "minutebook.toml"
LOG_NAME = "minutebook.log"


def home() -> Path:
    """The checkout this package runs from, or the current folder where it was installed without one."""
    checkout = Path(__file__).resolve().parents[1]
    return checkout if (checkout / "pyproject.toml").is_file() else Path.cwd()


def configuration_file() -> Path | None:
    """The ``minutebook.toml`` in force: that of the current folder, else that of the checkout, else None."""
    for folder in (Path.cwd(), home()):
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
    return None


def _from_file() -> dict[str, Any]:
    """What the configuration file says; a relative path counts from the file's own folder."""
    path = configuration_file()
    if path is None:
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, RecursionError, UnicodeDecodeError, OSError) as error:
        raise MinutebookError(f"{path} cannot be read ({error}): correct it or move it away.") from error
    for name in ("data", "llm_file"):
        if isinstance(values.get(name), str):
            values[name] = path.parent / _at_home(name, Path(values[name]))
    return values


class Settings(BaseSettings):
    """Everything that can be set, with its default; frozen, so that nothing changes under a running assistant."""

    model_config: ClassVar[SettingsConfigDict] = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True
    )

    data: Path = Field(
        default_factory=lambda: home() / "var",
        description="Folder that holds the catalogue, Chroma, the keyword index and the log.",
    )
    model: str | None = Field(
        default=None,
        description="Embedding model: an id or a folder; none means the MiniLM weights installed with it.",
    )
    device: str | None = Field(
        default=None, description="Where the model runs (cpu, cuda, mps); none lets torch choose."
    )
    batch_size: int = Field(default=32, ge=1, le=4096, description="Chunks that are encoded at a time.")
    reranker: str | None = Field(
        default=None,
        description="Cross-encoder that reads the best hits again: an id or a folder; none leaves them as found.",
    )
    offline: bool = Field(
        default=True, description="Never fetch a model; false lets one named in `model` be downloaded once."
    )
    chroma_url: str | None = Field(
        default=None, description="Address of a Chroma server; none keeps the vectors in the data folder."
    )
    catalogue_url: str | None = Field(
        default=None,
        description="PostgreSQL address of catalogue and desk; none keeps them in the data folder.",
    )
    host: str = Field(default="127.0.0.1", min_length=1, description="Address that the window listens on.")
    port: int = Field(default=7860, ge=1, le=65535, description="Port that the window listens on.")
    proxy_header: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9-]+$",
        description="Header in which a reverse proxy names who has signed in there, such as X-Forwarded-User.",
    )
    proxy_addresses: str | None = Field(
        default=None, description="Addresses of the proxies whose headers are believed, with commas between them."
    )
    proxy_path: str | None = Field(
        default=None,
        pattern=r"^(?:/[A-Za-z0-9_.-]+)+$",
        description="Path below which a reverse proxy shows the window, such as /papers; none: at the top.",
    )
    session_hours: float = Field(
        default=12.0, gt=0, le=24 * 31, description="Hours after which somebody has to sign in again."
    )
    exempt_for_officers: bool = Field(
        default=False, description="Let officers and admins see exempt papers where they ask for them."
    )
    audit_days: int = Field(
        default=90,
        ge=0,
        le=3660,
        description="Days for which who asked what is kept in `audit.jsonl`; 0 keeps none.",
    )
    audit_questions: bool = Field(
        default=True,
        description="Keep in `audit.jsonl` what was asked; false keeps who asked, when and how it ended.",
    )
    llm_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s/]+",
        description="OpenAI-compatible address of a language model that writes answers; none: extracts.",
    )
    llm_model: str | None = Field(default=None, description="Model to ask that address for.")
    llm_key: SecretStr | None = Field(default=None, description="Key for that address, where it wants one.")
    llm_file: Path | None = Field(
        default=None, description="Language model in a GGUF file, run in this process by the extra `local-llm`."
    )
    llm_timeout: float = Field(
        default=60.0, gt=0, le=3600, description="Seconds to wait for the language model before giving it up."
    )
    llm_budget: int = Field(
        default=1500, ge=200, le=100_000, description="Most tokens of passages that the language model is given."
    )

    log_texts: bool = Field(
        default=False,
        description="Keep in the log what errors and libraries say, which may hold questions and words of papers.",
    )

    @property
    def desk(self) -> Path | str:
        """Where the desk is: the data folder, or the address of the database that several machines share."""
        return self.catalogue_url or self.data

    @property
    def log_file(self) -> Path:
        """Where warnings and tracebacks go."""
        return self.data / LOG_NAME

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, then environment, then file: the first that has a value wins."""
        del dotenv_settings, file_secret_settings  # a second place to look for the same thing only confuses
        return init_settings, env_settings, InitSettingsSource(settings_cls, _from_file())


def suite_folders(settings: Settings) -> tuple[Path, ...]:
    """Where the grounding suite may have left a run: beside the data, or where it goes by default."""
    return tuple(dict.fromkeys((settings.data / "eval", home() / "var" / "eval")))


def load(**flags: object) -> Settings:
    """Read the settings once; flags that are None were not given.

    Raises:
        MinutebookError: where a value is of the wrong kind, or the file names a setting that does not exist.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        settings = Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = ".".join(str(part) for part in first["loc"]) or "?"
        if first["type"] == "extra_forbidden":
            message = f"There is no setting called {name}: take it out of {configuration_file() or 'the flags'}."
        else:
            message = (
                f"The setting {name} is wrong ({first['msg']}): "
                f"correct it in {FILE_NAME}, in {PREFIX}{name.upper()} or on the command line."
            )
        raise MinutebookError(message) from None
    paths = {"data": settings.data, "llm_file": settings.llm_file}
    return settings.model_copy(update={name: _at_home(name, at).absolute() for name, at in paths.items() if at})


def _at_home(name: str, path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:
        raise MinutebookError(
            f"The setting {name} begins with somebody's home folder, and there is no such person: write it out."
        ) from None
