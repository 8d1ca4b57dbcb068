"""ConformingDataset → Release: a folder that a publisher can stand behind; and a folder → what is wrong with it.

A release is a stream of artefacts, written aside and put in place whole. It maps, validates and asks nothing: what
needs those rooms is done above, in `pipeline`. It has no clock.
"""
