"""From the bytes of a workbook to lines that are understood and checked, and to the questionnaire.

`workbook` opens an Excel file (`spreadsheet`) or a Markdown table (`markdown`) as `sheets` of text;
`meanings`, `columns`, `kinds` and `parameters` understand headings and cells, `formulas` finds the
expressions, `datafiles` reads what came with it; `form` puts all of it together, `lists` knows what
each question offers. The rooms of `checks` find what is wrong, all of it at once and each with its
place. `standard` lets pyxform judge it, `building` makes the questionnaire and `pages` its pages.
Sheets that are not of the standard are nobody's business but the editor's: `others`.
"""
