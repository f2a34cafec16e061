"""The options of the exporter, read and checked.

===========================  =====================================================================================
`base_url`                   where the server's FHIR R4 begins, e.g. https://record.example/fhir
`auth`                       none, basic, client_credentials or smart; default none
`username`, `password`       for basic
`client_id`                  for client_credentials and smart
`client_secret`              for client_credentials
`key_file`                   for smart: our private key, PEM (RSA for RS384, P-384 for ES384)
`key_id`, `algorithm`        for smart: `kid` of the key as the server knows it; RS384 (default) or ES384
`token_url`                  for both; smart finds it by `.well-known/smart-configuration` where it is left out
`scope`                      for both; default system/*.write system/*.read
`client_certificate`         our certificate for mutual TLS, PEM; with any `auth`
`client_key`                 its key, PEM
`client_key_passphrase`      of that key
`ca_file`                    the only authorities that are trusted, PEM; default those of the system
`timeout`                    seconds for a call as a whole; default 60
`connect_timeout`            seconds until there is a connection; default 10
`confirm`                    read back what was kept; default true
`personnummer_system`        URI of the issuer of personnummer; for this and the following, HL7 Sweden's by default
`samordningsnummer_system`   of samordningsnummer
`reserve_system`             of national reserve numbers
`hsa_system`                 of HSA-ids
`own_system`                 begins the systems of what arende numbers; default urn:arende
`security_system`            of the mark of protected personal data
`security_code`              its code; default sekretessmarkering
`note_type_system`           of the type of a note; default KV Anteckningstyp
`note_type_code`             its code; default auf
`contact_type_system`        of the type of the contact; default KV Vårdkontakttyp
`contact_type_code`          its code; default none
===========================  =====================================================================================
"""

import ssl
from typing import Final

from arende.ports.config import AdapterConfig
from arende.ports.export import JournalExporter
from arende.ports.options import MISSING, Options, named, need

from .exporter import ConfirmingExporter, FhirExporter
from .sign_in import Basic, ClientSecret, Nobody, SignedAssertion, SignIn, read_key
from .systems import Systems
from .web import Web

WHAT: Final = ("Journalöverföringen", "The journal export")
WAYS: Final = ("none", "basic", "client_credentials", "smart")
SCOPE: Final = "system/*.write system/*.read"


class FhirExportFactory:
    """Opens the exporter by its options; nothing is called yet."""

    def open(self, config: AdapterConfig) -> JournalExporter:
        """Raises ConfigError."""
        need("httpx", named(WHAT, config), "fhir")
        o = Options(config, WHAT)
        base = o.url("base_url").rstrip("/")
        timeout, connect = o.whole("timeout", 60, 1, 600), o.whole("connect_timeout", 10, 1, 60)
        web = Web(timeout=timeout, connect_timeout=min(connect, timeout), trust=trust(o))
        exporter: JournalExporter
        kind = ConfirmingExporter if o.truth("confirm", True) else FhirExporter
        exporter = kind(base, web, sign_in(o, base, web), systems(o))
        o.done()
        return exporter


def systems(o: Options) -> Systems:
    """Which URI stands for which issuer. Raises ConfigError."""
    d = Systems()
    return Systems(
        personnummer=uri(o, "personnummer_system", d.personnummer),
        samordningsnummer=uri(o, "samordningsnummer_system", d.samordningsnummer),
        reserve=uri(o, "reserve_system", d.reserve),
        hsa=uri(o, "hsa_system", d.hsa),
        own=uri(o, "own_system", d.own).rstrip(":/"),
        security=uri(o, "security_system", d.security),
        security_code=o.text("security_code", d.security_code),
        note_type=uri(o, "note_type_system", d.note_type),
        note_code=o.text("note_type_code", d.note_code),
        contact_type=uri(o, "contact_type_system", d.contact_type),
        contact_code=o.text("contact_type_code", d.contact_code),
    )


def uri(o: Options, name: str, default: str) -> str:
    value = o.text(name, default)
    if not value.startswith(("http://", "https://", "urn:")) or any(sign in value for sign in ' |"<>'):
        sv = "ska vara en URI som börjar med http://, https:// eller urn:"
        raise o.fault(name, (sv, "must be a URI that begins with http://, https:// or urn:"))
    return value


def sign_in(o: Options, base: str, web: Web) -> SignIn:
    """How we prove who we are. Raises ConfigError."""
    match o.one_of("auth", WAYS, "none"):
        case "basic":
            return Basic(o.text("username"), o.text("password"))
        case "client_credentials":
            return ClientSecret(
                web, o.url("token_url"), o.text("scope", SCOPE), o.text("client_id"), o.text("client_secret")
            )
        case "smart":
            need("joserfc", ("Inloggning med smart", "Signing in by smart"), "fhir")
            algorithm = o.one_of("algorithm", ("RS384", "ES384"), "RS384")
            path = o.path("key_file")
            if path is None:
                raise o.fault("key_file", MISSING)
            try:
                key = read_key(path.read_bytes(), algorithm, o.text("key_id"))
            except ValueError:
                sv = "ska hålla en privat nyckel i PEM som passar algoritmen"
                en = "must hold a private key in PEM that suits the algorithm"
                raise o.fault("key_file", (sv, en)) from None
            url = o.url("token_url", "")
            return SignedAssertion(web, base, url, o.text("scope", SCOPE), o.text("client_id"), key, algorithm)
        case _:
            return Nobody()


def trust(o: Options) -> ssl.SSLContext:
    """Whom we trust, and our own certificate. Raises ConfigError."""
    ca, certificate, key = o.path("ca_file"), o.path("client_certificate"), o.path("client_key")
    passphrase = o.text("client_key_passphrase", "")
    if (certificate is None) is not (key is None):
        sv = "och client_certificate hör ihop: ange båda, eller ingen"
        raise o.fault("client_key", (sv, "and client_certificate belong together: give both, or neither"))
    try:
        context = ssl.create_default_context(cafile=None if ca is None else str(ca))
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if certificate is not None and key is not None:
            # Without a passphrase OpenSSL would ask at the terminal; an empty one makes that an error instead.
            context.load_cert_chain(certificate, key, password=lambda: passphrase)
    except (OSError, ValueError):
        sv = "eller klientens certifikat går inte att läsa: ange PEM-filer som hör ihop"
        en = "or the client's certificate cannot be read: give PEM files that belong together"
        raise o.fault("ca_file", (sv, en)) from None
    return context
