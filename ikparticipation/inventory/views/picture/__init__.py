"""The network as it was computed: picture, figures, tables, files. Importing it adds its routes."""

from ikparticipation.inventory.views.picture import files, organisation

__all__ = ["files", "organisation"]
