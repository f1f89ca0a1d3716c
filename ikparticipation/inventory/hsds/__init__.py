"""Open Referral HSDS 3.0 (with `service_capacity` and `unit` of 3.1), written and read, pure.

`said` is what passes to and fro; `writing` makes nested documents of it, `reading` takes them
apart, `tables` turns them into the tables of the data package and back, `uploads` opens files of
strangers, `openapi` describes the interface.
"""
