"""The entry `arende`: runs one line and answers with an exit code. Whatever goes wrong becomes one sentence here.

0: done. 1: refused, or a fault was found. 2: wrongly written. 130: stopped by Ctrl-C.
"""

import os
import sys
from collections.abc import Sequence

import click

from .context import Session
from .faults import Problem, problem_of
from .lazy import Root
from .output import emit, warn


def main() -> None:
    """Entry point of the distribution."""
    sys.exit(run(sys.argv[1:]))


def run(args: Sequence[str]) -> int:
    """One line, without the program's name; the exit code."""
    session = Session.scanned(args)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a stream that a host has put there may lack it
            reconfigure(errors="replace")
    try:
        code = answered(session, args)
        sys.stdout.flush()
    except BrokenPipeError:
        return silenced()
    except KeyboardInterrupt:
        return 130
    return code


def answered(session: Session, args: Sequence[str]) -> int:
    """Run it; errors are told in the language and form that the line asked for."""
    try:
        code = Root().main(list(args), prog_name="arende", standalone_mode=False, obj=session)
        return code if isinstance(code, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        if session.json:
            return tell(session, Problem("usage", problem_of(error, session.lang).message, exit=2))
        click.echo(error.ctx.get_help(), err=True)
        return 2
    except click.Abort:
        return 130
    except BrokenPipeError:
        raise
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1 if ended.code else 0
    except Exception as error:  # noqa: BLE001 - the last resort: no traceback reaches a user
        return tell(session, problem_of(error, session.lang))


def tell(session: Session, problem: Problem) -> int:
    """The problem, for a person on stderr or for a machine on stdout."""
    if session.json:
        emit(problem.plain())
    else:
        warn(session, problem)
    return problem.exit


def silenced() -> int:
    """The reader of our output has gone: nothing more is written, not even at the end of the process."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
    os.close(devnull)
    return 1
