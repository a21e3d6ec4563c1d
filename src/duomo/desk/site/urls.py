"""The addresses of every room, in the order of the house, and the few that belong to the installation itself."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from duomo.desk.site import views


def _rooms_with_pages() -> list[URLPattern | URLResolver]:
    pages = (f"duomo.desk.{room}.urls" for room in settings.ROOMS)
    return [path("", include(module)) for module in pages if find_spec(module)]


urlpatterns = [
    *_rooms_with_pages(),
    path("mail/", views.local_mail, name="local-mail"),
    path("health/", views.health, name="health"),
]
