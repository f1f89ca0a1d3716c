"""Everything that differs between installations, read once from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

DEVELOPMENT_KEY = "development-only-do-not-use-in-production"
LEAST_KEY_LENGTH = 32


class SettingsError(Exception):
    """The environment does not allow a safe start; the message says which variable to set."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One installation. Durations are seconds, `upload_limit` is bytes.

    `production` switches on what only a public server can promise (Secure cookies, HSTS) and
    refuses defaults that are only safe on one's own machine.
    """

    secret_key: str = field(repr=False)
    database_url: str
    broker_url: str
    instance: Path
    base_url: str = "http://127.0.0.1:8080"
    limits_url: str = "memory://"
    smtp_url: str | None = None
    mail_sender: str = "beteiligung@example.org"
    county: str = "Landkreis Börde"
    operator: str = ""
    """Name and address of who runs it, for the imprint; lines separated by `|`."""
    data_licence: str = ""
    """Address of the licence under which the open data stand; empty: not decided yet."""
    production: bool = False
    testing: bool = False
    demo: bool = False
    """The installation shows the demo county: every page says that the data are invented."""
    proxies: int = 0
    """How many reverse proxies in front set X-Forwarded-*; 0: none, the headers are ignored."""
    upload_limit: int = 6 * 1024 * 1024
    lease: float = 60.0
    """How long a worker may take for one event before another may take it over."""
    sweep_every: float = 10.0
    password_cost: int = 65536
    """Argon2id memory in KiB; RFC 9106, second recommended option."""

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        """Read the settings. A missing or default secret stops a production start, not a request.

        Raises SettingsError with one sentence that names the variable.
        """
        instance = Path(env.get("IKP_INSTANCE", "instance")).absolute()
        production = env.get("IKP_PRODUCTION", "") not in {"", "0"}
        settings = cls(
            secret_key=env.get("IKP_SECRET_KEY", DEVELOPMENT_KEY),
            database_url=env.get("IKP_DATABASE_URL", f"sqlite:///{instance / 'ik.db'}"),
            broker_url=env.get("IKP_BROKER_URL", "filesystem://"),
            instance=instance,
            base_url=env.get("IKP_BASE_URL", cls.base_url).rstrip("/"),
            limits_url=env.get("IKP_LIMITS_URL", cls.limits_url),
            smtp_url=env.get("IKP_SMTP_URL") or None,
            mail_sender=env.get("IKP_MAIL_SENDER", cls.mail_sender),
            county=env.get("IKP_COUNTY", cls.county),
            operator=env.get("IKP_OPERATOR", cls.operator),
            data_licence=env.get("IKP_DATA_LICENCE", cls.data_licence),
            production=production,
            demo=env.get("IKP_DEMO", "") not in {"", "0"},
            proxies=int(env.get("IKP_PROXIES", "0")),
            upload_limit=int(env.get("IKP_UPLOAD_LIMIT", cls.upload_limit)),
            lease=float(env.get("IKP_LEASE", cls.lease)),
            sweep_every=float(env.get("IKP_SWEEP_EVERY", cls.sweep_every)),
            password_cost=int(env.get("IKP_PASSWORD_COST", cls.password_cost)),
        )
        if production:
            settings.check_production()
        return settings

    def check_production(self) -> None:
        """Refuse what is only safe on one's own machine."""
        if self.secret_key == DEVELOPMENT_KEY or len(self.secret_key) < LEAST_KEY_LENGTH:
            raise SettingsError(
                "IKP_SECRET_KEY must be set to a random secret of at least "
                f"{LEAST_KEY_LENGTH} characters in production."
            )
        if not self.base_url.startswith("https://"):
            raise SettingsError("IKP_BASE_URL must be the public https:// address in production.")
        if self.demo:
            raise SettingsError("IKP_DEMO must not be set in production.")
        if self.smtp_url is None:
            raise SettingsError("IKP_SMTP_URL must be set in production (smtp://host:port).")
