"""The sheets as tables of text: from a workbook, to JSON, to a file, and one step back.

`sheets` is what everything else works on; `headings` finds columns by what they mean.
"""
