"""A Django host on PostgreSQL: its row and the case are kept or undone together.

`python django_host.py URL FOLDER PORT`. URL names the database as libpq does, for both. Everything stands in one file,
as an example may.
"""

import sys
from urllib.parse import parse_qs, urlsplit
from wsgiref.simple_server import make_server

import django
from arende.engine import Engine, Settings
from clinic import NURSE, new_case, put_up
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from returns.pipeline import is_successful


def configured(url: str) -> None:
    parts = urlsplit(url)
    host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
    database = {"ENGINE": "django.db.backends.postgresql", "NAME": parts.path[1:], "USER": parts.username, "HOST": host}
    settings.configure(ALLOWED_HOSTS=["*"], DATABASES={"default": database}, ROOT_URLCONF=__name__, USE_TZ=True)
    django.setup()


configured(sys.argv[1])
engine = Engine.open(Settings(storage=sys.argv[1], sms=[f"spool:{sys.argv[2]}"]))
patient = put_up(engine)


class Booking(models.Model):
    """The host's own row."""

    number = models.IntegerField(unique=True)
    case = models.TextField()

    class Meta:
        app_label = "host"


class Refused(Exception):
    """The case could not be opened: the booking is not kept either."""


# begin: django
def book(request: HttpRequest, number: int) -> HttpResponse:
    command = new_case(patient, request.POST.get("message", ""))
    try:
        with transaction.atomic():
            connection.ensure_connection()
            with engine.transaction(connection.connection) as joined:
                answer = joined.handle(command, actor=NURSE, command_id=f"booking-{number}")
            if not is_successful(answer):
                raise Refused(answer.failure().code)
            case = answer.unwrap().ids["case"]
            Booking.objects.create(number=number, case=case)
    except Refused as refused:
        return JsonResponse({"refused": str(refused)}, status=409)
    return JsonResponse({"case": case})


# end: django

urlpatterns = [path("bookings/<int:number>", book)]

if __name__ == "__main__":
    with connection.schema_editor() as editor:
        editor.create_model(Booking)
    with make_server("127.0.0.1", int(sys.argv[3]), get_wsgi_application()) as server:
        print(f"http://127.0.0.1:{server.server_port}/", flush=True)
        server.serve_forever()
