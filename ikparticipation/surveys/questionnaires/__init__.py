"""Questionnaires shipped with the product, as the XLSForm workbooks that staff could upload."""

from pathlib import Path

STANDARD = Path(__file__).with_name("beratungs-und-netzwerkstruktur.xlsx")
"""The county's standard questionnaire. Made by `write_standard` from the texts in `standard`."""
