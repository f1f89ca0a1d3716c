"""The questionnaire itself: read from an XLSForm workbook, answered, checked. All of it pure.

`compile` reads a workbook once into the model of `questionnaire`; `answers` takes what a page
posts into the answers document; `check` says what is missing or wrong in it. Nothing here knows a
database, a clock or a web framework, and there is no second engine in the browser.
"""
