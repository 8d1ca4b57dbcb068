"""The network edge, on urllib3: one client for whatever goes out, with proxies, certificates, limits and credentials.

Nothing else in the package opens a connection, and nothing here is loaded before a person names an address.
"""
