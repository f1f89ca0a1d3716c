"""What every act on a draft asks first."""

from ikparticipation.accounts.models import User
from ikparticipation.accounts.policies import may_steer
from ikparticipation.errors import NotAllowedError
from ikparticipation.text import N_


def check_steers(actor: User) -> None:
    if not may_steer(actor):
        raise NotAllowedError(N_("Entwürfe bearbeitet nur die Integrationskoordination."))
