"""Put a file into the cache of rocrate-validator, as the answer from an address, so that it needs no network.

Run by the validator's own Python: fill_cache.py CACHE ADDRESS FILE
"""

import io
import sys
from pathlib import Path

import requests
from requests_cache import CachedSession
from urllib3 import HTTPResponse

cache, address, path = sys.argv[1:]
session = CachedSession(cache_name=cache, backend="sqlite", expire_after=-1, allowable_methods=("GET",))
answer = requests.Response()
answer.status_code, answer.reason, answer.url = 200, "OK", address
answer.request = requests.Request("GET", address).prepare()
answer.headers["Content-Type"] = "application/ld+json"
answer._content = Path(path).read_bytes()
answer.raw = HTTPResponse(io.BytesIO(answer.content), headers=dict(answer.headers), status=200, preload_content=False)
session.cache.save_response(answer)
