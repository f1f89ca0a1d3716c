"""The demo county: real municipalities and figures, and an invented process in them.

Everything invented stands in `content/` and is marked as an example. Telephone numbers are from
the range the Bundesnetzagentur keeps free for films and books (030 23125 000 to 999), addresses
from example.org.
"""
