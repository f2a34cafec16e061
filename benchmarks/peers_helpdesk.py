"""The peer `django-helpdesk`: a ticket and a follow-up by its models, and by its own `update_ticket()`.

It does less (no idempotency, no digest) and more: `update_ticket()` renders the comment as a template and looks for
whom to write e-mail to (here to nobody). Django is configured here, once for the process: it knows no other way.
"""

from pathlib import Path
from secrets import token_hex

from .clinic import TEXT


class Helpdesk:
    """A database with so many tickets of so many follow-ups."""

    def __init__(self, path: Path, tickets: int, messages: int) -> None:
        configured(path)
        from django.contrib.auth import get_user_model
        from django.db import transaction
        from django.utils import timezone
        from helpdesk.models import FollowUp, Queue, Ticket
        from helpdesk.update_ticket import update_ticket

        self.timezone, self.transaction = timezone, transaction
        self.follow_up, self.ticket, self.update = FollowUp, Ticket, update_ticket
        with transaction.atomic():
            self.user = get_user_model().objects.create_user("ssk-1", is_staff=True)
            queue = Queue.objects.create(title="Eken", slug="eken")
            self.tickets: list[int] = []
            for number in range(tickets):
                made = Ticket.objects.create(title=f"Ärende {number}", queue=queue, assigned_to=self.user)
                self.tickets.append(made.id)
                FollowUp.objects.bulk_create(
                    FollowUp(ticket=made, date=timezone.now(), comment=TEXT, public=True, user=self.user)
                    for _ in range(messages)
                )

    def by_models(self, number: int) -> None:
        """Read the ticket, add a follow-up, save the ticket; in one transaction."""
        with self.transaction.atomic():
            ticket = self.ticket.objects.get(id=self.tickets[number % len(self.tickets)])
            self.follow_up.objects.create(
                ticket=ticket,
                title="Svar",
                date=self.timezone.now(),
                comment=TEXT,
                public=True,
                user=self.user,
            )
            ticket.modified = self.timezone.now()
            ticket.save()

    def by_update_ticket(self, number: int) -> None:
        """Its own way in, in one transaction too (as `ATOMIC_REQUESTS` does), which is faster than without."""
        with self.transaction.atomic():
            ticket = self.ticket.objects.get(id=self.tickets[number % len(self.tickets)])
            self.update(self.user, ticket, comment=TEXT, public=True)

    def close(self) -> None:
        from django.db import connection

        connection.close()


def no_team(_: object) -> None:
    """No knowledge base item belongs to a team."""


def configured(path: Path) -> None:
    """The settings that it needs, and the same durability as all others here."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    if not settings.configured:
        settings.configure(
            DATABASES={
                "default": {
                    "ENGINE": "django.db.backends.sqlite3",
                    "NAME": str(path),
                    "OPTIONS": {
                        "transaction_mode": "IMMEDIATE",
                        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
                    },
                }
            },
            INSTALLED_APPS=[
                "django.contrib.auth",
                "django.contrib.contenttypes",
                "django.contrib.sessions",
                "django.contrib.sites",
                "django.contrib.admin",
                "django.contrib.messages",
                "django.contrib.humanize",
                "rest_framework",
                "helpdesk",
            ],
            TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
            ROOT_URLCONF="benchmarks.peers_helpdesk_urls",
            SITE_ID=1,
            USE_TZ=True,
            SECRET_KEY=token_hex(),
            DEFAULT_AUTO_FIELD="django.db.models.AutoField",
            EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
            LOGGING_CONFIG=None,
            # Without the optional package for teams, as its documentation says.
            HELPDESK_TEAMS_MODEL="auth.User",
            HELPDESK_TEAMS_MIGRATION_DEPENDENCIES=[],
            HELPDESK_KBITEM_TEAM_GETTER=no_team,
        )
        django.setup()
    call_command("migrate", verbosity=0)
