"""A FastAPI host with arende's web under /care, and its own sign-in handed over. `python fastapi_host.py FOLDER PORT`.

The host knows who is signed in (here: whoever asks, which is for an example only). From /care/sign-in the browser is
sent to /hand-over, and from there back with a token that the host has signed, once, for a minute.
"""

import html
import secrets
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

import uvicorn
from arende.engine import Engine, Settings
from arende.ports.config import AdapterConfig
from arende_web import WebSettings, create_app
from clinic import NURSE, new_case, put_up
from fastapi import FastAPI, HTTPException
from fastapi.responses import HTMLResponse
from joserfc import jwt
from joserfc.jwk import OctKey
from returns.pipeline import is_successful
from starlette.types import ASGIApp


def application(folder: str, origin: str) -> FastAPI:
    secret = secrets.token_urlsafe(32)  # in earnest: in a file that both read, or the host's private key
    options = {"issuer": origin, "audience": "arende", "acr": "loa3", "secret": secret, "url": f"{origin}/hand-over"}
    # begin: fastapi
    engine = Engine.open(
        Settings(
            storage=f"sqlite:///{folder}/clinic.db",
            sms=[f"spool:{folder}/outgoing"],
            auth=[AdapterConfig(name="host", options=options)],
        )
    )
    care = create_app(engine, WebSettings(public_url=f"{origin}/care"))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with care.lifespan():
            yield
        engine.close()

    app = FastAPI(lifespan=lifespan)
    app.mount("/care", cast("ASGIApp", care))  # both are ASGI: the libraries write its types differently
    # end: fastapi
    patient = put_up(engine)

    @app.post("/bookings/{number}")
    async def book(number: int) -> dict[str, str]:
        answer = await engine.ahandle(new_case(patient, "Hello"), actor=NURSE, command_id=f"booking-{number}")
        if not is_successful(answer):
            raise HTTPException(409, answer.failure().code)
        return {"case": answer.unwrap().ids["case"]}

    @app.get("/hand-over")
    async def hand_over(nonce: str, return_to: str) -> HTMLResponse:
        if not return_to.startswith(f"{origin}/care/"):
            raise HTTPException(400)
        now = int(time.time())
        claims = {"iss": origin, "aud": "arende", "iat": now, "exp": now + 60, "jti": secrets.token_urlsafe(16)}
        who = {"kind": "staff", "system": "hsa", "sub": "SE5560000000-1001", "name": "Haris Testgren", "acr": "loa3"}
        token = jwt.encode({"alg": "HS256"}, {**claims, **who, "nonce": nonce}, OctKey.import_key(secret))
        return HTMLResponse(
            f'<form method="post" action="{html.escape(return_to)}">'
            f'<input type="hidden" name="token" value="{token}"><button>Continue</button></form>'
        )

    return app


if __name__ == "__main__":
    port = int(sys.argv[2])
    app = application(sys.argv[1], f"http://127.0.0.1:{port}")
    # Streams of hints end only when the browser leaves, or after this many seconds.
    uvicorn.run(app, port=port, log_level="warning", timeout_graceful_shutdown=3)
