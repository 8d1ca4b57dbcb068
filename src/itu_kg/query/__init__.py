"""StoredQuery × Queryable → Table: questions kept as files, asked of files, other people's data, or an endpoint.

Refuses to change data: every query here reads. Refuses to paste text: a value given by a person reaches a query only as
an RDF term.
"""
