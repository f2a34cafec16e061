"""The door: eight hooks, called once at start-up, each given its typed registry. No call goes through it later.

A plugin is a module (or object) with functions of these names, marked `@hookimpl`, named by an entry point of the
group `arende`. A ninth hook needs a written reason.
"""

from typing import Final

import pluggy

from .registry import (
    AuthRegistry,
    BlobsRegistry,
    DirectoryRegistry,
    ExportRegistry,
    ScanRegistry,
    SmsRegistry,
    StorageRegistry,
    SubscriberRegistry,
)

GROUP: Final = "arende"
"""Name of the entry-point group and of the pluggy project."""

hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)


@hookspec
def arende_register_storage(registry: StorageRegistry) -> None:
    """Register storages, by URL scheme."""


@hookspec
def arende_register_sms(registry: SmsRegistry) -> None:
    """Register SMS providers, by the name that stands in the settings."""


@hookspec
def arende_register_auth(registry: AuthRegistry) -> None:
    """Register ways to sign in."""


@hookspec
def arende_register_export(registry: ExportRegistry) -> None:
    """Register exporters to the health record."""


@hookspec
def arende_register_directory(registry: DirectoryRegistry) -> None:
    """Register directories of persons, staff and units."""


@hookspec
def arende_register_blobs(registry: BlobsRegistry) -> None:
    """Register stores for the bytes of attachments."""


@hookspec
def arende_register_scan(registry: ScanRegistry) -> None:
    """Register scanners of attachments."""


@hookspec
def arende_register_subscribers(registry: SubscriberRegistry) -> None:
    """Register subscribers to committed records."""
