"""From the bytes of a workbook to lines that are understood and checked.

`workbook` unpacks, `columns` and `kinds` understand, `form` puts the sheets together; `rows`,
`choices`, `tree` and `routing` find what is wrong, all of it at once and each with its place.
"""
