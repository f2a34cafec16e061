"""Starts a certified OpenID provider (npm's oidc-provider) as a process of its own, and a browser that visits it.

Node comes from PyPI, the provider from npm into a temporary folder; everything stays on this machine's own address.
"""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

import httpx
from arende.ports.auth import Authenticator
from joserfc.jwk import RSAKey

from tests.node import NODE, free_port, npm_install, output

RETURN_TO: Final = "https://clinic.example/sign-in/back"
CLIENT, OTHER, BASIC = "arende-tests", "someone-else", "arende-basic"
PERSON: Final[Mapping[str, object]] = {
    "name": "Åsa Öberg",
    "employeeHsaId": "SE5560000000-1001",
    "commissionHsaId": "se5560000000-2001",
    "commissionName": "Läkare på Norra mottagningen",
    "commissionPurpose": "Vård och behandling",
    "healthCareUnitHsaId": "SE5560000000-3001",
    "healthCareProviderHsaId": "SE5560000000-0001",
    "personalNumber": "198001072381",
}


def install(folder: Path) -> str:
    """Install the provider there; what stands in the way, or an empty text."""
    shutil.copy(Path(__file__).with_name("provider.mjs"), folder)
    return npm_install(folder, "oidc-provider@9")


class RealProvider:
    """The process. `restart` changes its keys; `stop` ends it. Without `redirects` it waits for `start`."""

    def __init__(self, folder: Path, redirects: Sequence[str] = (RETURN_TO,)) -> None:
        self._folder = folder
        self.redirects = redirects
        self.port = free_port()
        self.issuer = f"http://127.0.0.1:{self.port}"
        self.secret = "a-secret-of-the-tests-0123456789abcdef"
        self.opened: list[Authenticator] = []
        self._started = 0
        self._process: subprocess.Popen[bytes] | None = None
        if redirects:
            self.start()

    def start(self) -> None:
        """Start with a new key."""
        self._started += 1
        key = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256", "kid": f"key-{self._started}"})
        settings = {
            "issuer": self.issuer,
            "port": self.port,
            "clients": [CLIENT, OTHER, BASIC],
            "basic": BASIC,
            "alg": "RS256",
            "secret": self.secret,
            "redirects": list(self.redirects),
            "jwks": {"keys": [key.as_dict(private=True)]},
            "person": PERSON,
            "employee": [name for name in PERSON if name != "name"],
        }
        file = self._folder / "settings.json"
        file.write_text(json.dumps(settings))
        with (self._folder / "log.txt").open("ab") as log:
            self._process = subprocess.Popen(
                [NODE, "provider.mjs", str(file)], cwd=self._folder, stdout=subprocess.PIPE, stderr=log
            )
        # The process says so when it listens; without that line it has ended, and readline returns at once.
        heard = output(self._process).readline()
        assert heard == b"listening\n", (self._folder / "log.txt").read_text()

    def stop(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            output(self._process).close()
            self._process = None

    def restart(self) -> None:
        """Start anew, with another key, as the same issuer."""
        self.stop()
        self.start()

    def visit(self, address: str) -> str:
        """Go there with a browser of its own, and say where it leaves for the clinic."""
        with httpx.Client(follow_redirects=False, trust_env=False) as browser:
            for _ in range(10):
                page = browser.get(address)
                assert page.status_code in (302, 303), page.text[:400]
                address = urljoin(address, page.headers["location"])
                if address.startswith(RETURN_TO):
                    return address
        raise AssertionError("the provider never lets go")
