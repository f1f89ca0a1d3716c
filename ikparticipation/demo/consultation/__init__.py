"""What is said about the texts of the demo county, and what becomes of it."""

from ikparticipation.demo.consultation.process import discuss

__all__ = ["discuss"]
