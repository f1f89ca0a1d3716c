"""What a consultation hands out: synopsis, draft with comments, annotations, feed.

Pure modules. They take frozen dataclasses and return bytes or dictionaries, the same for the same
state: no clock, no database, no framework. `queries.outputs` reads what goes in.
"""
