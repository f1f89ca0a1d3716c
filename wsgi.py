"""The web application for a WSGI server: `gunicorn wsgi:app`, `waitress-serve wsgi:app`."""

import gc

from ikparticipation.app import create_app
from ikparticipation.settings import Settings
from worker.celery_app import announce

app = create_app(Settings.from_env(), announce)

# What is loaded now stays for ever; no request has to look through it for garbage.
gc.collect()
gc.freeze()
