"""Release × external triple store → the store holds the release, and a receipt says what it held before.

A store is reached over HTTP by the SPARQL 1.1 protocols; what each kind takes, cuts and alters is in its profile. It
opens no release: which graphs are to be loaded, it is given. It touches no graph but those, and what it staged itself.
"""
