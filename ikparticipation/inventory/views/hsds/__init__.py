"""Open data after the Human Services Data Specification: interface, files, and taking files in."""

from ikparticipation.inventory.views.hsds import files, importing, lists, services
from ikparticipation.inventory.views.hsds.answers import api

__all__ = ["api", "files", "importing", "lists", "services"]
