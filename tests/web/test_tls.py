"""Cookies under TLS, at the top and under a path of a host; redirects and the API's address under the path."""

import re
from collections.abc import Iterator
from typing import Final

import httpx
import pytest
from arende_web.app import Web
from attrs import frozen
from litestar.types import Receive, Scope, Send

from tests.engine.clinic import HEAD

from .serving import Served, Visitor, served, web_of

UNDER: Final = "/vard/arende"


@frozen
class Host:
    """A host's application, with ours under a path; anything else is the host's own and not ours."""

    web: Web

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["path"].startswith(f"{UNDER}/"), "the host's own"
        scope["root_path"] = UNDER
        await self.web(scope, receive, send)


@pytest.fixture
def mounted(site: Served) -> Iterator[Served]:
    with served(Host(web_of(site.clinic))) as base:
        found = Served(site.clinic, base + UNDER)
        with found.closing:
            yield found


def test_redirects_and_cookies_stay_under_the_path(mounted: Served) -> None:
    with httpx.Client(base_url=mounted.base, trust_env=False) as http:
        away = http.get("/inbox")
        assert (away.status_code, away.headers["location"]) == (303, f"{UNDER}/sign-in")
        for path in ("/sign-in/demo", "/language"):
            answer = http.post(path, data={"identity": "x", "lang": "en", "next": "//evil.example/"})
            assert answer.headers.get("location", UNDER).startswith(UNDER), path
            for cookie in answer.headers.get_list("set-cookie"):
                assert f"Path={UNDER}" in cookie, cookie
        document = http.get("/api/v1/openapi.json").json()
        assert document["servers"] == [{"url": f"{UNDER}/api/v1"}]


@pytest.mark.parametrize("at", ["", UNDER])
def test_under_tls_the_cookie_is_bound_to_it(site: Served, mounted: Served, at: str) -> None:
    """The prefix `__Host-` needs the path `/`: under a path it is `__Secure-`."""
    base = mounted.base if at else site.base
    with httpx.Client(base_url=base, trust_env=False, headers={"x-forwarded-proto": "https"}) as http:
        visitor = Visitor(base)
        visitor.sign_in(site.clinic, HEAD)
        token = visitor.client.cookies["arende"]
        visitor.close()
        name = "__Secure-arende" if at else "__Host-arende"
        http.headers["cookie"] = f"{name}={token}"
        page = http.get("/")
        assert page.status_code == 200
        csrf = re.findall(r'name="_csrf" value="([0-9a-f]+)"', page.text)[0]
        http.headers["cookie"] = f"arende={token}"
        assert http.get("/").status_code == 303, "by TLS a cookie without the prefix is none"
        http.headers["cookie"] = f"{name}={token}"
        cookie = http.post("/sign-out", data={"_csrf": csrf}).headers["set-cookie"]
        told = {part.strip().lower() for part in cookie.split(";")}
        assert cookie.startswith(f"{name}=") and {"secure", "httponly", "samesite=lax"} <= told
        assert f"path={at or '/'}" in told and not any(part.startswith("domain") for part in told)
