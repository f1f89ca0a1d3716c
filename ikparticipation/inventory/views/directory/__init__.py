"""The directory of offers: searching it, the page of an offer, and what readers doubt."""

from ikparticipation.inventory.views.directory import doubts, offer, searching, settling

__all__ = ["doubts", "offer", "searching", "settling"]
