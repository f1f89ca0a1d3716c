"""The main job, done over HTTP as the five kinds of users do it, with every number compared.

`guide` has what all acts need, `survey` and `draft` are the two halves of the main job, and
`__main__` is the command: `./ik tour`.
"""
