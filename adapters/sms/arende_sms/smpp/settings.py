"""The options of `smpp`, read and checked. Nothing is connected here; a secret stands in no error and no repr."""

import hashlib
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from arende.ports.config import AdapterConfig, ConfigError, Option
from attrs import field, frozen

from .ids import Form
from .receipts import Reading
from .segments import Coding, Long

PORT: Final = 2775
TLS_PORT: Final = 3550
