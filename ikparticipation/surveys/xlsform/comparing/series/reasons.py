"""Why figures cannot be compared, and what one can do instead. Sentences that follow „denn“."""

from ikparticipation.text import N_

TYPE = N_("die Art der Frage ist jetzt „%(new)s“ statt „%(old)s“.")
CHOICES_GONE = N_("diese Antworten gibt es nicht mehr: %(names)s.")
CHOICES_RENAMED = N_("diese Antworten haben einen anderen Namen: %(names)s.")
CHOICES_NEW = N_("diese Antworten gibt es erst jetzt: %(names)s.")
TARGET = N_("die Antworten gehen jetzt nach „%(new)s“.")
NO_TARGET = N_("die Antworten gehen nicht mehr in die Bestandsaufnahme.")
SCALE = N_("die Skala ist eine andere.")
CATALOGUE = N_("die Antworten kommen aus einem anderen Katalog.")
IDENTITY = N_("die Frage hat eine andere Kennung (question_id).")
OTHER_ROWS = N_("die Frage gehört zu anderen Einträgen.")
COMPUTED = N_("der Wert wird anders berechnet.")
OTHERS_ASKED = N_("es werden andere gefragt als vorher.")
OTHERS_ALLOWED = N_("es sind andere Antworten zulässig als vorher.")
OTHER_DUTY = N_("die Pflicht zu antworten ist eine andere.")
OTHER_DEFAULT = N_("das Feld ist anders vorbelegt.")
OTHER_OFFER = N_("es werden andere Antworten zur Auswahl gestellt.")
OTHER_PARTNER = N_("die Organisation wird anders angegeben.")
WORDING = N_("die Frage ist mit ganz anderen Worten gestellt.")
SPLIT = N_("die Frage ist geteilt in: %(names)s.")
MERGED = N_("die Frage ist mit anderen zusammengelegt zu: %(names)s.")
GONE = N_("die Frage gibt es nicht mehr.")
ROWS_GONE = N_("diese Einträge werden nicht mehr erfragt.")
ROWS_TARGET = N_("die Einträge werden in der Bestandsaufnahme zu etwas anderem.")
ROWS_LIMITED = N_("es sind mehr oder weniger Einträge möglich als vorher.")

BESIDE = N_(
    "Lassen Sie die alte Frage stehen, bis die Reihe abgeschlossen ist, "
    "und stellen Sie die neue mit eigenem Namen daneben."
)
KEEP = N_(
    "Lassen Sie die alte Frage stehen, oder schreiben Sie zum Ergebnis, ab wann es sie nicht gibt."
)
KEEP_CHOICE = N_(
    "Lassen Sie die Antworten stehen, auch wenn kaum jemand sie wählt, "
    "oder fassen Sie sie erst beim Auswerten zusammen."
)
KEEP_CHOICE_NAME = N_("Behalten Sie den Namen der Antwort, und ändern Sie nur ihren Text.")
KEEP_IDENTITY = N_("Tragen Sie in der Spalte „question_id“ die alte Kennung ein.")
SAY_IT = N_("Schreiben Sie zum Ergebnis, seit welcher Erhebung das gilt.")
