"""What is wrong with a form, all of it at once and each with its place.

Each module has `findings(form)`. `headings`, `rows`, `texts`, `appearance`, `parameters` and
`defaults` look at single cells, `choices`, `files` and `marks` at what can be answered, `formulas`
and `paths` at expressions, `tree` at how the lines nest, `routing` and `series` at where the
answers go.
"""
