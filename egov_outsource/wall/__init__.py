"""The second wall: row-level security of the database, for the day when a query forgets the first.

`eyes` says on whose behalf a statement is sent, `cursor` sends it so, `policies` says which rows
each pair of eyes meets, `privileges` what may be done with them, `building` puts it all up.
"""
