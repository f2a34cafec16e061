"""What stands for a phone number where persons are found by it: never the number itself."""

from hashlib import sha256


def phone_key(shard: str, phone: str) -> str:
    """A hash of an E.164 number within a care provider, 40 hexadecimal digits.

    Unkeyed, like that of an identifier: who has the database can try every number, but has it in the person anyway.
    What it spares is that lists, plans of queries and logs of the database show numbers.
    """
    return sha256(f"{shard}:{phone}".encode()).hexdigest()[:40]
