"""Pages: signing in, one's own account, and the accounts of the administration."""

from ikparticipation.accounts.views import account, sign_in, staff
from ikparticipation.accounts.views.blueprint import bp

__all__ = ["account", "bp", "sign_in", "staff"]
