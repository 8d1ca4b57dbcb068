#!/bin/sh
# Load the release into a TDB2 database of Fuseki, whose server must be stopped.
# usage: load.sh FOLDER     with Jena's tdb2.tdbloader on the path, or FUSEKI_JAR naming the server's jar
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?name the folder of the TDB2 database}
if [ -n "${FUSEKI_JAR:-}" ]; then
  exec java -cp "$FUSEKI_JAR" tdb2.tdbloader --loc "$folder" "$here/release.nq"
fi
exec tdb2.tdbloader --loc "$folder" "$here/release.nq"
