"""The blueprint, apart from the pages that register with it."""

from flask import Blueprint

bp = Blueprint("reporting", __name__)
