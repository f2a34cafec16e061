"""The adapters of the tree, held to the clauses in the way a vendor holds theirs."""

from arende_conformance.auth import AuthContract
from arende_conformance.directory import DirectoryContract
from arende_conformance.export import ExportContract
from arende_conformance.sms import SmsContract
from arende_conformance.storage import StorageContract
from arende_conformance.subscribers import SubscriberContract


class TestMemory(StorageContract):
    factory = "arende_conformance.intree:memory"


class TestSqlite(StorageContract):
    factory = "arende_conformance.intree:sqlite"


class TestJoiningMemory(StorageContract):
    factory = "arende_conformance.joining_memory:joining"


class TestSpool(SmsContract):
    factory = "arende_conformance.intree:spool"


class TestScripted(SmsContract):
    factory = "arende_conformance.sms.scripted:ScriptedHarness"


class TestElks46(SmsContract):
    factory = "arende_conformance.intree_sms:elks46"


class TestTwilio(SmsContract):
    factory = "arende_conformance.intree_sms:twilio"


class TestSinch(SmsContract):
    factory = "arende_conformance.intree_sms:sinch"


class TestKannel(SmsContract):
    factory = "arende_conformance.intree_sms:kannel"


class TestDemo(AuthContract):
    factory = "arende_conformance.intree_auth:demo"


class TestOidc(AuthContract):
    factory = "arende_conformance.intree_auth:oidc"


class TestHost(AuthContract):
    factory = "arende_conformance.intree_auth:host"


class TestJournalSpool(ExportContract):
    factory = "arende_conformance.intree_export:spool"


class TestFhir(ExportContract):
    factory = "arende_conformance.intree_export:fhir"


class TestScriptedExporter(ExportContract):
    factory = "arende_conformance.export.scripted:ScriptedHarness"


class TestJsonl(DirectoryContract):
    factory = "arende_conformance.intree_directory:jsonl"


class TestHttp(DirectoryContract):
    factory = "arende_conformance.intree_directory:http"


class TestScriptedDirectory(DirectoryContract):
    factory = "arende_conformance.directory.scripted:ScriptedHarness"


class TestWebhooks(SubscriberContract):
    factory = "arende_conformance.intree_subscribers:webhooks"


class TestScriptedSubscriber(SubscriberContract):
    factory = "arende_conformance.subscribers.scripted:ScriptedHarness"
