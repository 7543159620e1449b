"""The tree for everybody: checkpoint, tiles and keys, hashes only (C2SP tlog-tiles)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from audit.log.models import Checkpoint, LogKey, TimeToken, Tree
from audit.log.notation import encoded
from audit.log.proving import published, shown_head
from audit.log.storage import TileStore
from audit.log.tiles import Tile, TileError, TileTree

YEAR = 31_536_000
TEXT = "text/plain; charset=utf-8"


@require_safe
def checkpoint(request: HttpRequest, tree: str = Tree.SHA256) -> HttpResponse:
    """The newest signed head that enough witnesses cosigned, with all its cosignatures."""
    head = shown_head(tree)
    if head is None:
        raise Http404
    answer = HttpResponse(published(head), content_type=TEXT)
    patch_cache_control(answer, public=True, max_age=1)
    return answer


@require_safe
def tile(request: HttpRequest, path: str, tree: str = Tree.SHA256) -> HttpResponse:
    """A tile of the newest signed tree; entries themselves are not served like this."""
    asked, head = Tile.parse(path), Checkpoint.objects.last_of(tree)
    if asked is None or head is None or not _is_signed(asked, head.size):
        raise Http404
    try:
        data = TileStore(tree).read(asked)
    except TileError as missing:
        raise Http404 from missing
    answer = HttpResponse(data, content_type="application/octet-stream")
    patch_cache_control(answer, public=True, max_age=YEAR, immutable=True)
    return answer


@require_safe
def consistency(request: HttpRequest, old: int, new: int) -> HttpResponse:
    """That the tree of `new` entries continues the one of `old`: the hashes, one a line."""
    head = Checkpoint.objects.last_of(Tree.SHA256)
    if head is None or not 0 < old <= new <= head.size:
        raise Http404
    try:
        hashes = TileTree(head.size, TileStore(Tree.SHA256).read).consistency_proof(old, new)
    except TileError as missing:
        raise Http404 from missing
    lines = "".join(f"{encoded(item)}\n" for item in hashes)
    answer = HttpResponse(lines, content_type=TEXT)
    patch_cache_control(answer, public=True, max_age=YEAR, immutable=True)
    return answer


@require_safe
def time_token(request: HttpRequest, size: int) -> HttpResponse:
    """What a time-stamping authority answered over the note of the head of this size (RFC 3161)."""
    token = TimeToken.objects.filter(checkpoint__tree=Tree.SHA256, checkpoint__size=size).first()
    if token is None:
        raise Http404
    answer = HttpResponse(bytes(token.response), content_type="application/timestamp-reply")
    patch_cache_control(answer, public=True, max_age=YEAR, immutable=True)
    return answer


@require_safe
def stamped_head(request: HttpRequest, size: int) -> HttpResponse:
    """The very bytes that were stamped: the note with the log's own signature only."""
    head = Checkpoint.objects.filter(tree=Tree.SHA256, size=size).first()
    if head is None:
        raise Http404
    answer = HttpResponse(head.note.encode(), content_type=TEXT)
    patch_cache_control(answer, public=True, max_age=YEAR, immutable=True)
    return answer


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The verifier keys of the log, one a line: what somebody who checks it pins.

    Where the log changed its key, each line says for which sizes of heads the key is in force.
    """
    lines = [f"{key.verifier.line}\n" for key in LogKey.objects.all()]
    answer = HttpResponse("".join(lines), content_type=TEXT)
    patch_cache_control(answer, public=True, max_age=60)
    return answer


def _is_signed(asked: Tile, size: int) -> bool:
    """Whether every hash of the tile lies in the signed tree."""
    hashes = asked.index * 256 + asked.width
    return hashes <= size >> (8 * asked.level)
