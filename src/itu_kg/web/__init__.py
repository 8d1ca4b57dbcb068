"""The network edge: addresses that a person gave → bytes, within limits; and who we are to the servers there.

Nothing else in the package opens a connection but `query.remote`, which sends queries through SPARQLWrapper. Nothing
here is loaded before a person names an address.
"""

from itu_kg.web.fetching import Fetched, Limits, fetch

__all__ = ["Fetched", "Limits", "fetch"]
