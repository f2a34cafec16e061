"""What several tests here need: a vendor's module in a folder of its own, and other Python processes there."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

SPOOL = """
import json, shutil
from arende.ports.sms import Accepted, Rejected, Rejection, ProviderError, SmsRequest
from arende_conformance.claims import Capability, Claims, Exclusion, claim

class Provider:
    def __init__(self, folder):
        self.folder = folder
    def send(self, sms):
        if not (sms.to.startswith("+") and sms.to[1:].isdigit() and 8 < len(sms.to) < 17 and sms.to[1] != "0"):
            return Rejected(kind=Rejection.RECIPIENT)
        kept = {"id": sms.id, "to": sms.to, "sender": sms.sender, "text": sms.text}
        (self.folder / sms.id).write_text(json.dumps(kept))
        return Accepted(provider_id=PROVIDER_ID)
    def parse_report(self, raw):
        return []
    def verify(self, raw):
        return False
    def close(self):
        pass

class Harness:
    claims = claim(Capability.OBSERVED, exclusions=EXCLUSIONS)
    def __init__(self, folder):
        self.folder = folder
    def provider(self):
        return Provider(self.folder)
    def delivered(self):
        return [SmsRequest(**json.loads(file.read_text())) for file in sorted(self.folder.iterdir())]
    def sever(self):
        raise NotImplementedError

def make(folder):
    return Harness(folder)
"""

TEN_LINES = """
from arende_conformance.sms import SmsContract

class TestVendor(SmsContract):
    factory = "vendor_sms:make"
"""


def python(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Python in this folder, with the tree importable and nothing of the tree's pytest settings."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    command = [sys.executable, "-W", "error", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=900
    )


def cli(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """`arende-conformance` in this folder."""
    return python(folder, "-m", "arende_conformance.cli", *arguments)


def pytest_run(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """pytest with the plugin in this folder."""
    plugins = ("-p", "arende_conformance.plugin", "-p", "no:cacheprovider")
    return python(folder, "-m", "pytest", *plugins, "-c", os.devnull, "--rootdir", str(folder), *arguments)


def vendor(folder: Path, *, tests: str = TEN_LINES, exclusions: str = "()", provider_id: str = '"x"') -> None:
    """Write a vendor's adapter, which conforms, and the vendor's test module."""
    head = "from arende_conformance.claims import Exclusion\n"
    settings = f"{head}EXCLUSIONS = {exclusions}\nPROVIDER_ID = {provider_id}\n"
    (folder / "vendor_sms.py").write_text(settings + SPOOL)
    (folder / "test_vendor.py").write_text(textwrap.dedent(tests))
