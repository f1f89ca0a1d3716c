"""The blueprint of all pages about drafts."""

from flask import Blueprint

bp = Blueprint("drafts", __name__, url_prefix="/verwaltung/entwuerfe")
