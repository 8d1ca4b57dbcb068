#!/bin/sh
# Index the release with QLever and start its server.
# usage: load.sh
set -eu
cd "$(dirname "$0")"
qlever index
exec qlever start
