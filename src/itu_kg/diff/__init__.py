"""Statements × statements → Diff, and a Diff as people, programs and stores take it.

Two editions of the data are compared in the order of their sorted N-Quads, so that neither is held in memory. It asks
no query and opens no store; the answers of stored queries come from whoever has both rooms at hand.
"""
