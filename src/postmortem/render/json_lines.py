"""JSON that is made fast and compared easily: after each comma a new line, and nothing else between."""

import json
from collections.abc import Mapping, Sequence

as_json = json.JSONEncoder(ensure_ascii=False, separators=(",\n", ": ")).encode


def json_document(fields: Mapping[str, object]) -> bytes:
    """A file of these fields."""
    return f"{as_json(fields)}\n".encode("utf-8", "replace")


def json_document_with(fields: Mapping[str, object], name: str, items: Sequence[str]) -> bytes:
    """A file of these fields, at least one, and of a list of items that are JSON already."""
    start = as_json(fields).removesuffix("}")
    return (f'{start},\n"{name}": [' + ",\n".join(items) + "]}\n").encode("utf-8", "replace")
