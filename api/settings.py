"""Settings: read from the environment once, by the command line, and passed down from there.

Each class is one concern. ``docs/SETTINGS.md`` is generated from the fields' descriptions, so a setting without one
fails the tests.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, HttpUrl, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.checkout import in_checkout


def _from_environment(prefix: str) -> SettingsConfigDict:
    """Give a class its prefix; other variables with that prefix are left to the other classes."""
    return SettingsConfigDict(env_prefix=prefix, frozen=True, extra="ignore", env_ignore_empty=True)


class PathSettings(BaseSettings):
    """Where the atlas reads and writes."""

    model_config = _from_environment("ATLAS_")

    data_dir: Path = Field(
        default_factory=partial(in_checkout, "data"),
        description="Content of the atlas, as text. Default: `data` in the checkout.",
    )
    store_dir: Path = Field(
        default_factory=partial(in_checkout, "var/store"),
        description="Built layers, every version. Default: `var/store` in the checkout.",
    )
    assets_dir: Path = Field(
        default_factory=partial(in_checkout, "web/node_modules"),
        description="Third-party scripts as npm installs them. Default: `web/node_modules` in the checkout.",
    )


class ServerSettings(BaseSettings):
    """How the service listens and what it calls itself."""

    model_config = _from_environment("ATLAS_")

    host: str = Field("127.0.0.1", description="Address to listen on; `0.0.0.0` for every network of the machine.")
    port: int = Field(
        8000,
        ge=0,
        le=65535,
        validation_alias=AliasChoices("PORT", "port"),
        description="Port to listen on; 0 takes a free one.",
    )
    public_url: HttpUrl | None = Field(
        None, description="Address that users see, for links in answers, where a proxy stands before the service."
    )
    watch_s: float = Field(
        2.0, ge=0, le=3600, description="Seconds between looks for a newly built version; 0 never looks."
    )


class LimitSettings(BaseSettings):
    """What one request may ask for, and how much is kept."""

    model_config = _from_environment("ATLAS_LIMIT_")

    items: int = Field(10_000, ge=1, le=100_000, description="Most features of one page of a collection.")
    cache_mb: int = Field(64, ge=0, le=4096, description="Memory for finished answers, in MB; 0 keeps none.")


class BasemapSettings(BaseSettings):
    """Base maps beside the offline one; all are off unless asked for."""

    model_config = _from_environment("ATLAS_BASEMAP_")

    tianditu_token: SecretStr | None = Field(
        None, description="Token (`tk`) for 天地图. It stays on the server, which fetches the tiles itself."
    )
    tianditu_timeout_s: float = Field(10.0, gt=0, le=60, description="Longest wait for one 天地图 tile, in seconds.")
    osm: bool = Field(default=False, description="Offer OpenStreetMap.")
    amap: bool = Field(
        default=False, description="Offer Amap (高德), whose datum is GCJ-02; overlays are shifted to it."
    )


class LabelSettings(BaseSettings):
    """What the pages call themselves."""

    model_config = _from_environment("ATLAS_LABEL_")

    title: str = Field("", description="Name of the site; default: 产业布局一张图.")
    title_en: str = Field("", description="Name of the site in English.")
    use: str = Field("", description="What maps without a review number (审图号) are for; default: 内部工作用图.")
    use_en: str = Field("", description="The same in English; default: internal working map.")


class Settings(BaseModel):
    """All settings of the service. Only `Settings()` reads the environment."""

    model_config = ConfigDict(frozen=True)

    paths: PathSettings = Field(default_factory=PathSettings)
    server: ServerSettings = Field(default_factory=ServerSettings)
    limits: LimitSettings = Field(default_factory=LimitSettings)
    basemaps: BasemapSettings = Field(default_factory=BasemapSettings)
    labels: LabelSettings = Field(default_factory=LabelSettings)
