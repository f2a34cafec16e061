"""A Python that runs a page's blocks one after the other in one namespace: a program of its own, a JSON line a block.

In: `{"file", "line", "folder", "text"}`. Out: `{"fault"}`, empty where the block came to its end. What a block prints
goes to where errors go.
"""

import json
import os
import sys
import traceback


def main() -> None:
    names: dict[str, object] = {"__name__": "__main__"}
    answers = sys.stdout
    sys.stdout = sys.stderr
    for line in sys.stdin:
        given = json.loads(line)
        os.chdir(given["folder"])
        fault = ""
        try:
            # As many empty lines as there are above it, so that an error names the page's own line.
            code = compile("\n" * (given["line"] - 1) + given["text"], given["file"], "exec", dont_inherit=True)
            exec(code, names)
        except BaseException as error:  # noqa: BLE001 - told to whoever asked
            fault = "".join(traceback.format_exception(error, limit=-1))
        print(json.dumps({"fault": fault}), file=answers, flush=True)


if __name__ == "__main__":
    main()
