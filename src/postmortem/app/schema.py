"""The JSON Schema of front matter and of `site.yml`, for editors."""

import json
from typing import Any

from postmortem.parse.report_schema import FrontMatter
from postmortem.parse.site_schema import SiteFields

_MODELS = {"report": FrontMatter, "site": SiteFields}


def schema(name: str) -> str:
    """Give the JSON Schema (draft 2020-12) of `report` or `site`."""
    document: dict[str, Any] = _MODELS[name].model_json_schema(by_alias=True)
    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", **document}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
