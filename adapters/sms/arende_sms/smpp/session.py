"""One SMPP session over one connection: bind, requests and their answers, keep-alive. It runs in one event loop.

What came in is handed to `Hearer`; what it means is not known here. When the connection is gone the session is over:
`line` makes a new one. What was written and not answered is told as such (`NoAnswer`), for it may have been taken.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Final, Protocol

from .pdu import HEADER, RESPONSE, Command, Pdu, bind_body, decode_head, encode, id_body
from .settings import SmppSettings
from .status import INVALID_COMMAND, OK

FAREWELL: Final = 1.0
"""Seconds that the other side has to answer our `unbind`."""
LATE: Final = 1000
"""Answers that may still come late."""
_LAST: Final = 0x7FFFFFFF


class NotWritten(Exception):
    """The session is over, and nothing of the request has left."""


class NoAnswer(Exception):
    """The request may have left, and no answer came."""


class Hearer(Protocol):
    """Takes messages that come in. Called in the event loop: it must neither wait nor raise."""

    def message(self, session: "Session", pdu: Pdu) -> None:
        """A `deliver_sm`. It is answered when the hearer says so (`Session.answer`)."""
        ...


class Session:
    """Made by `connect`; `bind` comes first, then `serve` runs until the connection is gone."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, settings: SmppSettings, hearer: Hearer
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._settings = settings
        self._hearer = hearer
        self._waiting: dict[int, asyncio.Future[Pdu | None]] = {}
        self._late: dict[int, Callable[[Pdu], None]] = {}
        self._window = asyncio.Semaphore(settings.window)
        self._sequence = 0
        self._heard_at = self._now()
        self._over = False

    @property
    def over(self) -> bool:
        """Whether nothing can be written any more."""
        return self._over or self._writer.is_closing()

    async def bind(self) -> int:
        """The status of the answer. Raises OSError, EOFError or pdu.Malformed without one; it is not timed here."""
        settings = self._settings
        body = bind_body(settings.system_id, settings.password, settings.system_type)
        sequence = self._next()
        self._write(Pdu(command=Command.BIND_TRANSCEIVER, sequence=sequence, body=body))
        while True:
            pdu = await self._read()
            if pdu.sequence == sequence and pdu.command & RESPONSE:
                return pdu.status or (0 if pdu.command == Command.BIND_TRANSCEIVER | RESPONSE else INVALID_COMMAND)

    async def serve(self) -> None:
        """Read until the connection is gone, and keep it alive meanwhile. Raises nothing but CancelledError."""
        keeping = asyncio.create_task(self._keep_alive())
        try:
            with suppress(Exception):  # whatever came in: this session ends, and the line makes a new one
                while not self.over:
                    self._take(await self._read())
        finally:
            keeping.cancel()
            self.end()

    async def submit(self, body: bytes, deadline: float, late: Callable[[Pdu], None]) -> Pdu:
        """A `submit_sm` and its answer, by `deadline` of the loop's clock. Raises NotWritten or NoAnswer.

        An answer that comes when nobody waits for it any more is given to `late`.
        """
        try:
            async with asyncio.timeout_at(deadline):
                await self._window.acquire()
        except TimeoutError:
            raise NotWritten from None
        try:
            return await self._call(Command.SUBMIT_SM, body, deadline, late)
        finally:
            self._window.release()

    async def _call(
        self, command: Command, body: bytes, deadline: float, late: Callable[[Pdu], None] | None = None
    ) -> Pdu:
        if self.over:
            raise NotWritten
        sequence = self._next()
        answer: asyncio.Future[Pdu | None] = asyncio.get_running_loop().create_future()
        self._waiting[sequence] = answer
        try:
            async with asyncio.timeout_at(min(deadline, self._now() + self._settings.timeout)):
                self._write(Pdu(command=command, sequence=sequence, body=body))
                await self._writer.drain()
                pdu = await answer
        except (OSError, TimeoutError):
            if late is not None and len(self._late) < LATE:
                self._late[sequence] = late
            raise NoAnswer from None
        finally:
            del self._waiting[sequence]
        if pdu is None:
            raise NoAnswer
        return pdu

    def answer(self, sequence: int, status: int) -> None:
        """Answer a `deliver_sm`; nothing happens where the session is over."""
        body = id_body() if status == OK else b""
        self._answer(Pdu(command=Command.DELIVER_SM | RESPONSE, sequence=sequence, status=status, body=body))

    def nack(self, sequence: int, status: int) -> None:
        """Say that something was not understood."""
        self._answer(Pdu(command=Command.GENERIC_NACK, sequence=sequence, status=status))

    async def leave(self) -> None:
        """Unbind, and end."""
        with suppress(NotWritten, NoAnswer):
            await self._call(Command.UNBIND, b"", self._now() + FAREWELL)
        self.end()

    def end(self) -> None:
        """Cut the connection; what waits for an answer gets none."""
        self._over = True
        self._writer.transport.abort()
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_result(None)

    def _take(self, pdu: Pdu) -> None:
        if pdu.command & RESPONSE:
            self._match(pdu)
            return
        match pdu.command:
            case Command.DELIVER_SM:
                self._hearer.message(self, pdu)
            case Command.ENQUIRE_LINK:
                self._answer(Pdu(command=Command.ENQUIRE_LINK | RESPONSE, sequence=pdu.sequence))
            case Command.UNBIND:
                self._answer(Pdu(command=Command.UNBIND | RESPONSE, sequence=pdu.sequence))
                self._over = True
            case _:
                self.nack(pdu.sequence, INVALID_COMMAND)

    def _match(self, pdu: Pdu) -> None:
        answer = self._waiting.get(pdu.sequence)
        if answer is not None and not answer.done():
            answer.set_result(pdu)
        elif late := self._late.pop(pdu.sequence, None):
            late(pdu)

    async def _keep_alive(self) -> None:
        """After a silence, ask; without an answer the connection is cut, and `serve` ends."""
        interval = self._settings.enquire_link
        with suppress(NotWritten):
            while True:
                silent = self._now() - self._heard_at
                if silent < interval:
                    await asyncio.sleep(interval - silent)
                    continue
                try:
                    await self._call(Command.ENQUIRE_LINK, b"", self._now() + self._settings.timeout)
                except NoAnswer:
                    self.end()
                    return

    async def _read(self) -> Pdu:
        length, head = decode_head(await self._reader.readexactly(HEADER))
        body = await self._reader.readexactly(length) if length else b""
        self._heard_at = self._now()
        return Pdu(command=head.command, status=head.status, sequence=head.sequence, body=body)

    def _answer(self, pdu: Pdu) -> None:
        if not self.over:
            self._write(pdu)

    def _write(self, pdu: Pdu) -> None:
        self._writer.write(encode(pdu))

    def _next(self) -> int:
        self._sequence = self._sequence % _LAST + 1
        return self._sequence

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
