#!/bin/sh
# Load the release into a new GraphDB repository, with the server stopped.
# usage: load.sh REPOSITORY     GRAPHDB_HOME names the folder of the installation
set -eu
here=$(cd "$(dirname "$0")" && pwd)
repository=${1:?name the repository}
exec "${GRAPHDB_HOME:?set it to the folder of GraphDB}/bin/importrdf" preload --force --id "$repository" "$here/release.nq"
