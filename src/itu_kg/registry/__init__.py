"""Known things: the files of data/registry as one value.

`load` reads folders of registry files into one Registry. This room mints no IRIs and writes no RDF.
"""

from itu_kg.registry.yaml_files import load

__all__ = ["load"]
