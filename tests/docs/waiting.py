"""Waits until what was started answers (a worker: is there): `python -m tests.docs.waiting PORT PID LOG COMMAND…`."""

import os
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

SECONDS = 120


def main(port: str, pid: str, log: str, *command: str) -> int:
    until = time.monotonic() + SECONDS
    serves = "serve" in command or "--serve" in command
    while time.monotonic() < until:
        try:
            os.kill(int(pid), 0)
            if not serves:
                return 0
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live", timeout=5):
                return 0
        except ProcessLookupError:
            break
        except (URLError, OSError):
            time.sleep(0.1)
    print(Path(log).read_text(encoding="utf-8")[-800:], file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
