#!/bin/sh
# Load the release into the data folder of Oxigraph, whose server must be stopped.
# usage: load.sh FOLDER
set -eu
here=$(cd "$(dirname "$0")" && pwd)
exec oxigraph load --location "${1:?name the data folder of Oxigraph}" --file "$here/release.nq"
