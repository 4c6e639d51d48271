"""config.toml and the environment into Settings; every mistake is one line that names the key, the value and the form.

Where settings come from, the first that is there wins, key by key: the environment (`TRACKER_MAIL__PASSWORD`), then
the file: the one named by `--config` or `TRACKER_CONFIG`, `config.toml` in the working folder, `config.toml` in the
user's config folder, the default that is installed with Tracker.
"""

from __future__ import annotations

import difflib
import os
import re
import textwrap
import tomllib
from collections.abc import Iterator, Mapping
from datetime import timedelta
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import platformdirs
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings.exceptions import SettingsError

from tracker.errors import ConfigError
from tracker.hostsettings import HostSettings, variables_named
from tracker.model import Severity
from tracker.model.duration import parse_duration
from tracker.model.terms import parse_proxy

OTHER_VARIABLES = ("TRACKER_SERVER", "TRACKER_TOKEN", "TRACKER_USER_PASSWORD")
"""Variables that commands read and that are no settings."""

_SIZES = {"": 1, "B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9}
_SIZE_FORM = re.compile(r"(\d{1,9})\s*([KMG]?B)?", re.IGNORECASE)


def _duration(value: object) -> object:
    return parse_duration(value) if isinstance(value, str) else value


def _size(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = _SIZE_FORM.fullmatch(value.strip())
    if found is None:
        raise ValueError("write a size as 10MB, 500KB or a number of bytes")
    return int(found[1]) * _SIZES[(found[2] or "").upper()]


Duration = Annotated[timedelta, BeforeValidator(_duration), Field(json_schema_extra={"type": "string"})]
Size = Annotated[int, BeforeValidator(_size), Field(gt=0)]


class Security(StrEnum):
    """How the conversation with the mail server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class Login(StrEnum):
    """When the page asks who is there: with AUTO, where other machines reach it or a user is known."""

    AUTO = "auto"
    ALWAYS = "always"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class StoreSettings(_Section):
    """Where everything is kept."""

    database: str = Field(default="sqlite:///tracker.db", repr=False)  # may carry a password
    snapshots: Path = Path("snapshots")
    keep: tuple[tuple[Duration, Duration], ...] = ()

    @field_validator("keep")
    @classmethod
    def _ages(cls, keep: tuple[tuple[timedelta, timedelta], ...]) -> tuple[tuple[timedelta, timedelta], ...]:
        ages = [age for age, _ in keep]
        if ages != sorted(set(ages)) or any(min(rung) <= timedelta(0) for rung in keep):
            raise ValueError(
                'write [] to keep everything, or rungs of growing age: [["90d", "1d"]] keeps one capture for '
                "every day of those older than 90 days"
            )
        return keep


class FetchSettings(_Section):
    """How pages are asked for. A `proxy` may hold a password, so it is not shown."""

    contact: str = Field(default="", max_length=200, pattern=r"^[\x20-\x7e]*$")
    allow_private: bool = False
    ports: frozenset[int] = frozenset({80, 443})
    timeout: Duration = timedelta(seconds=30)
    max_size: Size = 10 * 10**6
    pace: Duration = timedelta(seconds=5)
    proxy: SecretStr = SecretStr("")
    robots: bool = True
    browser: bool = False

    @field_validator("proxy")
    @classmethod
    def _is_proxy(cls, proxy: SecretStr) -> SecretStr:
        if proxy.get_secret_value():
            parse_proxy(proxy.get_secret_value())
        return proxy


class ExtractSettings(_Section):
    """How pages are read. `rules` is a folder of your own site rules, each in a file named for its host."""

    rules: str = ""


class ScheduleSettings(_Section):
    """When to look again: `ladder` is a list of [until this age, check this often]; the last rung holds for ever."""

    ladder: tuple[tuple[Duration, Duration], ...] = (
        (timedelta(hours=3), timedelta(minutes=15)),
        (timedelta(hours=10), timedelta(minutes=30)),
        (timedelta(days=2), timedelta(hours=1)),
        (timedelta(days=7), timedelta(hours=6)),
        (timedelta(days=30), timedelta(days=1)),
        (timedelta(days=90), timedelta(days=7)),
        (timedelta(days=365), timedelta(days=30)),
    )
    jitter: float = Field(default=0.1, ge=0, le=0.5)
    confirm_after: Duration = timedelta(minutes=5)

    @field_validator("ladder")
    @classmethod
    def _climbs(cls, ladder: tuple[tuple[timedelta, timedelta], ...]) -> tuple[tuple[timedelta, timedelta], ...]:
        ages = [age for age, _ in ladder]
        if not ladder or ages != sorted(set(ages)) or any(pace <= timedelta(0) for _, pace in ladder):
            raise ValueError('write rungs of growing age, each with a pause above zero: [["3h", "15m"], ["2d", "1h"]]')
        return ladder


class DaemonSettings(_Section):
    """How much is done at once."""

    hosts_at_once: int = Field(default=48, ge=1, le=256)
    readers: int = Field(default=2, ge=1, le=64)
    tick: Duration = timedelta(seconds=1)


class WebSettings(_Section):
    """The page."""

    enabled: bool = True
    host: str = Field(default="127.0.0.1", min_length=1)
    port: int = Field(default=8380, ge=0, le=65535)
    public_url: str = Field(default="", pattern=r"^(https?://[^\s]+)?$")

    login: Login = Login.AUTO

    @field_validator("host")
    @classmethod
    def _listens(cls, host: str) -> str:
        if not all(character.isalnum() or character in ".:-_%" for character in host):
            raise ValueError("write 127.0.0.1 for this machine only, or the address of one of its networks")
        return host

    @property
    def exposed(self) -> bool:
        """Whether other machines can reach the page by itself."""
        try:
            return not ip_address(self.host).is_loopback
        except ValueError:
            return self.host != "localhost"


class MailSettings(_Section):
    """The mail server. An empty `host` means: no mail, alerts stay promised until there is one."""

    host: str = ""
    port: int = Field(default=587, ge=1, le=65535)
    security: Security = Security.STARTTLS
    username: str = ""
    password: SecretStr = SecretStr("")
    sender: str = ""
    timeout: Duration = timedelta(seconds=30)
    ca_file: str = ""


class AlertSettings(_Section):
    """What is worth a message, where a subscription does not say; and the address that is asked while checks go on."""

    floor: Severity = Severity.MEDIUM
    heartbeat: str = Field(default="", pattern=r"^(https?://[^\s]+)?$", repr=False)
    heartbeat_every: Duration = timedelta(minutes=5)


class DisplaySettings(_Section):
    """How times are shown to people."""

    time_zone: str = ""

    @field_validator("time_zone")
    @classmethod
    def _known(cls, name: str) -> str:
        try:
            ZoneInfo(name or "UTC")
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("write a name such as Europe/Paris or America/New_York, or leave it empty") from None
        return name


class Settings(BaseSettings):
    """All settings, validated. `home` is the folder that relative paths count from, `file` the file that was read."""

    model_config = SettingsConfigDict(
        env_prefix="TRACKER_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    store: StoreSettings = StoreSettings()
    fetch: FetchSettings = FetchSettings()
    hosts: dict[str, HostSettings] = {}
    extract: ExtractSettings = ExtractSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    daemon: DaemonSettings = DaemonSettings()
    web: WebSettings = WebSettings()
    mail: MailSettings = MailSettings()
    alerts: AlertSettings = AlertSettings()
    display: DisplaySettings = DisplaySettings()
    home: Path = Field(default=Path(), exclude=True)
    file: Path = Field(default=Path(), exclude=True)

    @classmethod
    def settings_customise_sources(  # noqa: D102 - pydantic-settings' own hook: the environment goes before the file
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the hook's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (env_settings, init_settings)

    @property
    def database_url(self) -> str:
        """The database's URL, a relative SQLite path made absolute from `home`."""
        prefix = "sqlite:///"
        url = self.store.database
        if url.startswith(prefix) and not url.startswith(prefix + "/"):
            return f"{prefix}{self.home / url.removeprefix(prefix)}"
        return url

    @property
    def shown_database_url(self) -> str:
        """The database's URL without its password."""
        return _without_password(self.database_url)

    @property
    def rules(self) -> Path | None:
        """The folder of the user's own site rules, absolute; None where none is set."""
        return self.home / self.extract.rules if self.extract.rules else None

    @property
    def snapshots(self) -> Path:
        """The folder of the snapshots, absolute."""
        return self.home / self.store.snapshots


def load(path: Path | None = None) -> Settings:
    """Settings from the file (see the module) and the environment. Raises ConfigError."""
    file, home = _find(path, os.environ)
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}", hint="name another with --config") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: is not TOML: {error}", hint="compare it with docs/configuration.md") from error
    _refuse_unknown_environment(os.environ, set(variables_named(table.get("hosts"))))
    try:
        return Settings(**table, home=home, file=file)
    except SettingsError as error:  # its message names the section; its cause would show what was written
        raise ConfigError(
            f"environment: {error}", hint="write lists as JSON: TRACKER_FETCH__PORTS='[80, 443]'"
        ) from None
    except ValidationError as error:
        raise ConfigError("; ".join(_complaints(error, file)), hint="docs/configuration.md lists every key") from None


def _find(path: Path | None, environ: Mapping[str, str]) -> tuple[Path, Path]:
    """The file to read and the folder that its relative paths count from."""
    named = path or (Path(environ["TRACKER_CONFIG"]) if environ.get("TRACKER_CONFIG") else None)
    if named is not None:
        return named.absolute(), named.absolute().parent
    here = Path("config.toml").absolute()
    if here.is_file():
        return here, here.parent
    data = platformdirs.user_data_path("tracker")
    users = platformdirs.user_config_path("tracker") / "config.toml"
    return (users if users.is_file() else default_file()), data


def default_file() -> Path:
    """The commented default configuration: in the package when installed, beside it in a checkout."""
    packaged = Path(__file__).parent / "default.toml"
    return packaged if packaged.is_file() else Path(__file__).parents[1] / "config.toml"


def as_dict(settings: Settings) -> dict[str, Any]:
    """The settings as JSON-ready dicts, secrets masked."""
    shown: dict[str, Any] = settings.model_dump(mode="json") | {"file": str(settings.file)}
    shown["store"]["database"] = _without_password(settings.store.database)
    return shown


def json_schema() -> dict[str, Any]:
    """The JSON Schema of config.toml."""
    return Settings.model_json_schema()


def _refuse_unknown_environment(environ: Mapping[str, str], named: set[str]) -> None:
    """A misspelt variable would be ignored without a word by the library; a secret that is not used must be said."""
    known = {f"TRACKER_{key}".upper().replace(".", "__") for key in keys()}
    known |= {"TRACKER_CONFIG", *OTHER_VARIABLES, *named}
    for name in environ:
        if name.startswith("TRACKER_") and name not in known:
            raise ConfigError(
                f"environment variable {name}: unknown{_suggest(name, known)}", hint="docs/configuration.md"
            )


def keys() -> tuple[str, ...]:
    """Every key as `section.key`, in the order of the sections."""
    return tuple(
        f"{section}.{key}"
        for section, field in Settings.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, _Section)
        for key in field.annotation.model_fields
    )


def _complaints(error: ValidationError, file: Path) -> Iterator[str]:
    """One line for each fault: where, what was written, what is allowed."""
    for fault in error.errors():
        where = ".".join(str(step) for step in fault["loc"])
        said = fault["msg"].removeprefix("Value error, ")
        if fault["type"] == "extra_forbidden":
            yield f"{file}: {where}: unknown key{_suggest_key(where, fault['input'])}"
        elif _may_be_secret(where):
            yield f"{file}: {where}: {said}"
        else:
            yield f"{file}: {where} = {_shown(fault['input'])}: {said}"


def _suggest_key(where: str, written: object) -> str:
    section, _, rest = where.partition(".")
    if section != "hosts":
        return _suggest(where, _names(where))
    meant = _suggest(where, set(HostSettings.model_fields))
    if not meant and isinstance(written, dict):  # [hosts.paper.example] is a table in that of a host called paper
        return f'; write the host between quotation marks: [hosts."{rest}"]'
    return meant


def _may_be_secret(where: str) -> bool:
    """Whether what was written there may hold a password: the key itself, a whole section, the database's URL."""
    section = where.partition(".")[0]
    return (
        "password" in where or section == "hosts" or where in {"store.database", "fetch.proxy", *Settings.model_fields}
    )


def _without_password(url: str) -> str:
    """A database's URL with its password masked, wherever in it the password stands."""
    return re.sub(r"(?i)(password=)[^&]*", r"\1***", re.sub(r"(://[^:/@]*):.*@", r"\1:***@", url))


def _names(where: str) -> set[str]:
    """The keys that may have been meant: those of the section that was named right, else all keys and sections."""
    section = where.partition(".")[0]
    of_section = {key for key in keys() if key.startswith(f"{section}.")}
    return of_section or {*keys(), *(key.partition(".")[0] for key in keys())}


def _suggest(name: str, known: set[str]) -> str:
    ends = {one.rpartition(".")[2]: one for one in known}  # what all share would make everything look alike
    close = difflib.get_close_matches(name.rpartition(".")[2], ends, n=1, cutoff=0.6)
    return f"; did you mean {ends[close[0]]}?" if close else ""


def _shown(value: Any) -> str:
    return textwrap.shorten(repr(value), 60, placeholder="...")
