"""The web application for a WSGI server: `gunicorn wsgi:app`, `waitress-serve wsgi:app`."""

from ikparticipation.app import create_app
from ikparticipation.settings import Settings
from worker.celery_app import announce

app = create_app(Settings.from_env(), announce)
