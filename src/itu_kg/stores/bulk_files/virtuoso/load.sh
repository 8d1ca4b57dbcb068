#!/bin/sh
# Replace the graphs of this folder in a Virtuoso server on this machine, with its own bulk loader.
# usage: load.sh [PORT]     PORT is that of SQL (1111); the password of dba is read from DBA_PASSWORD
# isql takes the password as an argument, which others on this machine can see while it runs.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
isql=$(command -v isql-vt || command -v isql-v || command -v isql)
sql() { "$isql" "${PORT:-1111}" dba "${DBA_PASSWORD:?set it to the password of dba}" "$@"; }
PORT=${1:-1111}

sql "$here/clear.sql"
sql "exec=DELETE FROM DB.DBA.LOAD_LIST WHERE ll_file LIKE '$here/data/%'; ld_dir('$here/data', '*.nt', 'urn:none');"
sql "exec=rdf_loader_run(log_enable=>2); checkpoint;"
failed=$(sql "exec=SELECT ll_file, ll_error FROM DB.DBA.LOAD_LIST WHERE ll_file LIKE '$here/data/%' AND (ll_state <> 2 OR ll_error IS NOT NULL);")
case $failed in
  *"$here/data/"*) echo "$failed" >&2; echo "not every file was loaded" >&2; exit 1 ;;
esac
echo "loaded $(ls "$here"/data/*.nt | wc -l) graphs"
