"""The addresses that django-helpdesk wants to be able to write. Django loads this by name; nothing is served."""

from django.urls import include, path

urlpatterns = [path("helpdesk/", include("helpdesk.urls", namespace="helpdesk"))]
