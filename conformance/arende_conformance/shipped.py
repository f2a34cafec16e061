"""The classes that `arende-conformance run` hands to pytest; their factory comes from `--arende-factory`. No clause."""

from arende_conformance.auth import AuthContract
from arende_conformance.directory import DirectoryContract
from arende_conformance.export import ExportContract
from arende_conformance.sms import SmsContract
from arende_conformance.storage import StorageContract
from arende_conformance.subscribers import SubscriberContract


class TestStorage(StorageContract):
    """The storage given on the command line."""


class TestSms(SmsContract):
    """The SMS provider given on the command line."""


class TestAuth(AuthContract):
    """The way to sign in given on the command line."""


class TestExport(ExportContract):
    """The journal exporter given on the command line."""


class TestDirectory(DirectoryContract):
    """The directory given on the command line."""


class TestSubscribers(SubscriberContract):
    """The subscriber given on the command line."""
