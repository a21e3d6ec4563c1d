"""The WSGI application, for waitress in this process or for any server of your own."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duomo.desk.site.settings")
application = get_wsgi_application()
