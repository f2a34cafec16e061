"""Twilio's signature over what it posts to us. Pure; nothing else of a request is read here.

HMAC-SHA1 with the account's token. A request that names another algorithm is signed with a key that is none of ours.
Source: the algorithm of Twilio's own validator (twilio-python 9.13).
"""

import hmac
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha1
from typing import Final
from urllib.parse import urlsplit

from arende.ports.http import RawRequest

from .. import incoming

SIGNATURE: Final = "x-twilio-signature"
SETTLED: Final = "x-twilio-webhooks-signature-settings"
ALGORITHM: Final = "HMAC_SHA1"


def signed(callback: str, token: bytes, raw: RawRequest) -> bool:
    """Whether the signature stands over our own address (`callback`), the query that came with it, and the form."""
    given = raw.headers.get(SIGNATURE)
    if not callback or given is None or _algorithm(raw.headers.get(SETTLED, "")) != ALGORITHM:
        return False
    try:
        came, wanted = urlsplit(raw.url), urlsplit(callback)
        fields = incoming.form_pairs(raw)
    except ValueError:
        return False
    if raw.method != "POST" or came.path != wanted.path:
        return False
    # Whether Twilio signs with the port or without is not told; its own validator tries both.
    host = wanted.netloc.removesuffix(f":{wanted.port}")
    port = wanted.port or (443 if wanted.scheme == "https" else 80)
    query = f"?{came.query}" if came.query else ""
    urls = (f"{wanted.scheme}://{at}{wanted.path}{query}" for at in (host, f"{host}:{port}"))
    good = [incoming.same(given, signature(token, url, fields)) for url in urls]
    return True in good


def signature(token: bytes, url: str, fields: Sequence[tuple[str, str]]) -> str:
    """Of a form that Twilio posts: the whole URL, then every name with each of its values, sorted, nothing between."""
    said = url + "".join(f"{name}{value}" for name, value in sorted(set(fields)))
    return b64encode(hmac.new(token, said.encode("utf-8", "surrogatepass"), sha1).digest()).decode()


def _algorithm(settled: str) -> str:
    for part in settled.split(","):
        name, _, value = part.partition("=")
        if name.strip() == "algorithm" and value.strip():
            return value.strip().upper()
    return ALGORITHM
