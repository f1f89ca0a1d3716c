"""The blueprint of all pages about surveys."""

from flask import Blueprint

bp = Blueprint("surveys", __name__)
