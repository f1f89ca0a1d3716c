"""Can a formula ever hold? Answers are tried on the few questions that it depends on.

`world` is a respondent in miniature: the nodes that a few formulas can see, recomputed by the one
evaluator of `expression`. `samples` says which answers are worth trying and whether they stand for
all there are; `search` tries them within a budget.
"""
