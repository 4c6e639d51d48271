"""What config.toml may say of one host: headers, cookies, a proxy. Secrets are kept out of sight, or named and not read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import (
    BaseModel,
    ConfigDict,
    SecretStr,
    ValidationInfo,
    field_validator,
    model_serializer,
    model_validator,
)

from tracker.model.terms import check_cookie, check_cookie_name, check_header, check_header_name, parse_proxy

DIRECT = "none"
"""As a host's proxy: it is asked past every proxy."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _as_written(schema: dict[str, Any]) -> None:
    """How a secret is written, for editors: nobody writes the model's own form."""
    kept = [{"type": "object", "properties": {at: {"type": "string"}}, "required": [at]} for at in ("env", "file")]
    told = {"title": schema["title"], "description": schema["description"]}
    schema.clear()
    schema.update({**told, "anyOf": [{"type": "string"}, *kept]})


class Secret(_Table):
    """A text that may be secret: written here, or the name of the environment variable or file that holds it."""

    model_config = ConfigDict(json_schema_extra=_as_written)

    value: SecretStr = SecretStr("")
    env: str = ""
    file: str = ""

    @model_validator(mode="before")
    @classmethod
    def _written(cls, given: object) -> object:
        if isinstance(given, str):
            return {"value": given}
        if isinstance(given, Secret):
            return given
        if not isinstance(given, dict) or len(given) != 1 or not all(isinstance(one, str) for one in given.values()):
            raise ValueError('write a text, { env = "VARIABLE" } or { file = "PATH" }')
        return given

    @model_serializer
    def _masked(self) -> object:
        named = {"env": self.env} if self.env else {"file": self.file} if self.file else None
        return named or ("**********" if self.value.get_secret_value() else "")

    @property
    def written(self) -> str | None:
        """The text itself, where it is written here."""
        return None if self.env or self.file else self.value.get_secret_value()


class HostSettings(_Table):
    """What one host is sent beside the request, and through which proxy: `fetch.proxy` where none is written."""

    headers: dict[str, Secret] = {}
    cookies: dict[str, Secret] = {}
    proxy: Secret | None = None
    keep_cookies: bool = False

    @field_validator("headers", "cookies")
    @classmethod
    def _sendable(cls, named: dict[str, Secret], field: ValidationInfo) -> dict[str, Secret]:
        is_header = field.field_name == "headers"
        for name, secret in named.items():
            try:
                if secret.written is None:
                    (check_header_name if is_header else check_cookie_name)(name)
                else:
                    (check_header if is_header else check_cookie)(name, secret.written)
            except ValueError as error:
                raise ValueError(f"{name[:40]!r}: {error}") from None
        if len({name.lower() for name in named}) < len(named) and is_header:
            raise ValueError("a header is there twice; names in capitals mean the same")
        return named

    @field_validator("proxy")
    @classmethod
    def _is_proxy(cls, proxy: Secret | None) -> Secret | None:
        if proxy is not None and proxy.written not in {None, DIRECT}:
            parse_proxy(proxy.written or "")
        return proxy


def variables_named(table: object) -> Iterator[str]:
    """The environment variables that the hosts' secrets are said to stand in."""
    for key, value in table.items() if isinstance(table, dict) else ():
        if key == "env" and isinstance(value, str):
            yield value
        yield from variables_named(value)
