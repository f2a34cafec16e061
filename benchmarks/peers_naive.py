"""The plain way: peewee models, one row for the case, one for the message, one for what is to be sent.

It does less than a command of ours: no idempotency, no digest, no access rule, and a lost update where two write.
"""

from datetime import UTC, datetime
from pathlib import Path

import peewee

from .clinic import TEXT


class Case(peewee.Model):
    patient = peewee.CharField(index=True)
    owner = peewee.CharField(index=True)
    unit = peewee.CharField(index=True)
    messages = peewee.IntegerField(default=0)
    unanswered_since = peewee.DateTimeField(null=True, index=True)
    last_activity = peewee.DateTimeField()


class Message(peewee.Model):
    case = peewee.ForeignKeyField(Case, backref="thread")
    number = peewee.IntegerField()
    author = peewee.CharField()
    text = peewee.TextField()
    at = peewee.DateTimeField()


class Waiting(peewee.Model):
    case = peewee.ForeignKeyField(Case)
    kind = peewee.CharField()
    at = peewee.DateTimeField()


MODELS = (Case, Message, Waiting)


class Naive:
    """A database with so many cases of so many messages."""

    def __init__(self, path: Path, cases: int, messages: int) -> None:
        pragmas = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1}
        self.database = peewee.SqliteDatabase(str(path), pragmas=pragmas)
        self.bound = self.database.bind_ctx(MODELS)
        self.bound.__enter__()
        self.database.create_tables(MODELS)
        self.cases = range(1, cases + 1)
        """Their ids."""
        now = datetime.now(UTC).replace(tzinfo=None)
        with self.database.atomic():
            for number in range(cases):
                case = Case.create(
                    patient=f"patient-{number}", owner="ssk-1", unit="eken", messages=messages, last_activity=now
                )
                lines = [
                    {"case": case, "number": place + 1, "author": "ssk-1", "text": TEXT, "at": now}
                    for place in range(messages)
                ]
                for start in range(0, len(lines), 100):
                    Message.insert_many(lines[start : start + 100]).execute()

    def send(self, number: int) -> None:
        now = datetime.now(UTC).replace(tzinfo=None)
        with self.database.atomic("IMMEDIATE"):
            case = Case.get_by_id(self.cases[number % len(self.cases)])
            case.messages += 1
            case.unanswered_since = None
            case.last_activity = now
            Message.create(case=case, number=case.messages, author="ssk-1", text=TEXT, at=now)
            Waiting.create(case=case, kind="sms", at=now)
            case.save()

    def close(self) -> None:
        self.bound.__exit__(None, None, None)
        self.database.close()
