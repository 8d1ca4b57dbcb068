"""Bytes → gzip that says nothing of when, where and by whom it was made (RFC 1952 §2.3: MTIME 0, OS 255, no name).

What is between header and trailer is zlib's: two builds of zlib that compress differently give other bytes for the
same content, so a release is compared by what its gzip files hold.
"""

from __future__ import annotations

import struct
import zlib

_HEADER = b"\x1f\x8b\x08\x00" + b"\x00\x00\x00\x00" + b"\x00\xff"


class Gzip:
    """Compresses chunks, one after the other."""

    def __init__(self) -> None:
        self._deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
        self._crc = 0
        self._size = 0
        self._begun = False

    def add(self, chunk: bytes) -> bytes:
        """Compress a chunk; give what is ready."""
        self._crc = zlib.crc32(chunk, self._crc)
        self._size += len(chunk)
        head = b"" if self._begun else _HEADER
        self._begun = True
        return head + self._deflate.compress(chunk)

    def end(self) -> bytes:
        """Give the rest."""
        head = b"" if self._begun else _HEADER
        return head + self._deflate.flush() + struct.pack("<II", self._crc, self._size & 0xFFFFFFFF)
