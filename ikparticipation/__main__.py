"""The command line: `python -m ikparticipation`.

What is imported stays for ever; looking through it for garbage would be a fifth of the time that
a start takes.
"""

import gc
from importlib import import_module

gc.disable()
import_module("ikparticipation.cli").main()
