"""What a host decides about the web: how browsers reach it, where it may be framed. Data only."""

from attrs import field, frozen


@frozen(kw_only=True)
class Rates:
    """How many a minute; 0: no limit. For the pages and the API alike."""

    sign_in: int = 60
    """By address: many may sit behind one."""
    search: int = 60
    send: int = 30
    push: int = 60
    """Deliveries of registers, by address."""

    def of(self, name: str) -> int:
        return {"sign_in": self.sign_in, "search": self.search, "send": self.send, "push": self.push}[name]


@frozen(kw_only=True)
class WebSettings:
    """Settings of one web application, beside those of its engine."""

    public_url: str = ""
    """How browsers reach the application, with its path, e.g. `https://vard.example/arende`; empty: as they ask."""
    frame_ancestors: tuple[str, ...] = ()
    """Origins whose pages may show ours in a frame; none by default."""
    strict_transport: bool = False
    """Whether browsers are told to come by TLS only from now on (HSTS). For a host that will keep to it."""
    sms_folder: str = ""
    """In a demonstration: the folder of the SMS spool, shown as a phone would show it."""
    provider: str = ""
    """Who answers for the service, as the accessibility statement names them."""
    accessibility_contact: str = ""
    """Where users tell of what they cannot use: an address, a telephone number."""
    accessibility_reviewed: str = ""
    """When someone last went through the statement, as it is to be written there."""
    metrics_token: str = field(default="", repr=False)
    """Who brings it as a bearer token may read `/metrics`; empty: only who asks from this machine itself."""
    rates: Rates = field(factory=Rates)
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    """Addresses of reverse proxies that are believed about who asks and how (`X-Forwarded-For`, `-Proto`)."""
