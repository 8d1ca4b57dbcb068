"""The kinds of fault that are done to a load, by name: each says what goes wrong on the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.faults.proxy import Exchange

_PAGE = b"<!doctype html><html><title>Sign in</title><h1>Please sign in to continue</h1></html>"


def hang_up(exchange: Exchange) -> None:
    exchange.reset()


def hang_up_politely(exchange: Exchange) -> None:
    exchange.swallow()


def reset_in_the_body(exchange: Exchange) -> None:
    exchange.forward(0.5)
    exchange.reset()


def reset_before_the_last_byte(exchange: Exchange) -> None:
    exchange.forward(max(0.0, 1 - 1 / max(exchange.request.size, 1)))
    exchange.reset()


def lose_the_answer(exchange: Exchange) -> None:
    exchange.forward()
    exchange.answer()
    exchange.reset()


def reset_while_it_works(exchange: Exchange) -> None:
    exchange.forward()
    exchange.reset()


def cut_the_head(exchange: Exchange) -> None:
    exchange.forward()
    exchange.client.sendall(exchange.answer()[:20])
    exchange.reset()


def cut_the_answer(exchange: Exchange) -> None:
    exchange.forward()
    answer = exchange.answer()
    exchange.client.sendall(answer[: max(1, len(answer) - 7)])


def sign_in_page(exchange: Exchange) -> None:
    exchange.say("200 OK", _PAGE)


def nothing_at_all(exchange: Exchange) -> None:
    exchange.say("200 OK", b"")


def garbage(exchange: Exchange) -> None:
    exchange.swallow()
    exchange.client.sendall(b"\x00\xff not http at all\r\n\r\n")


def drip_the_head(exchange: Exchange) -> None:
    exchange.swallow()
    exchange.drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"z" * 2000, 0.1)


def drip_the_answer(exchange: Exchange) -> None:
    exchange.forward()
    head, _, body = exchange.answer().partition(b"\r\n\r\n")
    exchange.client.sendall(head + b"\r\n\r\n")
    exchange.drip(body + b" " * 2000, 0.1)


def never_answer(exchange: Exchange) -> None:
    exchange.swallow()
    exchange.client.recv(1)


def elsewhere(exchange: Exchange) -> None:
    exchange.say("307 Temporary Redirect", Location="http://127.0.0.1:9/elsewhere")


def to_a_file(exchange: Exchange) -> None:
    exchange.say("302 Found", Location="file:///etc/hostname")


def _saying(status: str, body: bytes = b"", **headers: str) -> Callable[[Exchange], None]:
    def fault(exchange: Exchange) -> None:
        exchange.say(status, body or _PAGE, **headers)

    return fault


KINDS: dict[str, Callable[[Exchange], None]] = {
    "hang-up": hang_up,
    "hang-up-politely": hang_up_politely,
    "reset-in-the-body": reset_in_the_body,
    "reset-before-the-last-byte": reset_before_the_last_byte,
    "lose-the-answer": lose_the_answer,
    "reset-while-it-works": reset_while_it_works,
    "cut-the-head": cut_the_head,
    "cut-the-answer": cut_the_answer,
    "sign-in-page": sign_in_page,
    "nothing-at-all": nothing_at_all,
    "garbage": garbage,
    "drip-the-head": drip_the_head,
    "drip-the-answer": drip_the_answer,
    "never-answer": never_answer,
    "redirect-elsewhere": elsewhere,
    "redirect-to-a-file": to_a_file,
    "400": _saying("400 Bad Request", b"Parse error"),
    "401": _saying("401 Unauthorized", WWW_Authenticate='Basic realm="another"'),
    "403": _saying("403 Forbidden"),
    "404": _saying("404 Not Found"),
    "413": _saying("413 Content Too Large"),
    "429": _saying("429 Too Many Requests", Retry_After="1"),
    "429-for-long": _saying("429 Too Many Requests", Retry_After="86400"),
    "500": _saying("500 Internal Server Error", b"Virtuoso 42000 Error SQ200"),
    "502": _saying("502 Bad Gateway"),
    "503": _saying("503 Service Unavailable", Retry_After="1"),
    "504": _saying("504 Gateway Timeout"),
    "507-disk-full": _saying("507 Insufficient Storage", b"No space left on device"),
}
