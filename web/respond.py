"""An answer → a response: not sent where the client has it, not made where it is kept."""

from collections.abc import Callable
from hashlib import blake2b

from flask import Response, g, request

from web.cache import Answer
from web.context import web
from web.log import elapsed_ms


def respond(wanted: object, make: Callable[[], Answer], by_language: bool = False) -> Response:
    """The response to this request, which asks for what is `wanted`, a value whose `repr` tells
    all that the answer depends on. Its ETag changes with that, with the generation, and with
    settings and code. What depends on the languages of the browser tells caches so."""
    tag = _tag(wanted)
    if request.if_none_match.contains_weak(tag):
        response = Response(status=304)
    else:
        response = _sent(tag, make)
    response.set_etag(tag, weak=True)
    if by_language:
        response.vary.add("Accept-Language")
    return response


def _tag(wanted: object) -> str:
    shared = web()
    fingerprint = shared.searcher.status().fingerprint
    made_of = (shared.salt, fingerprint, request.endpoint, request.script_root, wanted)
    return blake2b(repr(made_of).encode(), digest_size=16).hexdigest()


def _sent(tag: str, make: Callable[[], Answer]) -> Response:
    """A response with the text of a kept answer and the small time that it takes, else of a new
    one and its own."""
    cache = web().cache
    answer = cache.get(tag)
    if answer is None:
        answer = make()
        cache.put(tag, answer)
        took_ms = answer.took_ms
    else:
        took_ms = elapsed_ms()
    g.total = answer.total
    return Response(answer.text(took_ms), mimetype=answer.mimetype)
