"""The table of ports that have clauses, and the contract class of each. Nothing else."""

from collections.abc import Mapping
from typing import Final

from .auth import AuthContract
from .directory import DirectoryContract
from .export import ExportContract
from .sms import SmsContract
from .storage import StorageContract
from .subscribers import SubscriberContract

CONTRACTS: Final[
    Mapping[
        str,
        type[StorageContract]
        | type[SmsContract]
        | type[AuthContract]
        | type[ExportContract]
        | type[DirectoryContract]
        | type[SubscriberContract],
    ]
] = {
    StorageContract.port: StorageContract,
    SmsContract.port: SmsContract,
    AuthContract.port: AuthContract,
    ExportContract.port: ExportContract,
    DirectoryContract.port: DirectoryContract,
    SubscriberContract.port: SubscriberContract,
}
