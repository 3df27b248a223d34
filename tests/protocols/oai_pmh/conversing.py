"""Asking the repository and reading its answers, checked against the schemas of the standard where they are at hand."""

from functools import cache
from pathlib import Path

import pytest
from django.test import Client
from lxml import etree

SCHEMAS = Path(__file__).resolve().parents[4] / "shared" / "data" / "protocols" / "xsd"
OAI = "{http://www.openarchives.org/OAI/2.0/}"
OWN = Path(__file__).parent
_WRAPPER = """<schema xmlns="http://www.w3.org/2001/XMLSchema">
<import namespace="http://www.openarchives.org/OAI/2.0/" schemaLocation="{0}/OAI-PMH.xsd"/>
<import namespace="http://www.loc.gov/MARC21/slim" schemaLocation="{0}/MARC21slim.xsd"/>
<import namespace="http://www.openarchives.org/OAI/2.0/oai_dc/" schemaLocation="{1}/oai_dc.xsd"/>
<import namespace="http://www.loc.gov/mods/v3" schemaLocation="{1}/mods.xsd"/>
<import namespace="http://www.openarchives.org/OAI/2.0/oai-identifier" schemaLocation="{1}/oai_identifier.xsd"/>
</schema>"""


@cache
def schema() -> etree.XMLSchema:
    if not (SCHEMAS / "OAI-PMH.xsd").is_file():
        pytest.skip(f"the schemas of the standard are not at {SCHEMAS}")
    return etree.XMLSchema(etree.fromstring(_WRAPPER.format(SCHEMAS, OWN)))


def body(client: Client, **arguments: object) -> bytes:
    answer = client.get("/oai", arguments)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]


def asked(client: Client, **arguments: object) -> etree._Element:
    """The answer, valid by the schema."""
    given = {name.rstrip("_"): value for name, value in arguments.items()}
    root = etree.fromstring(body(client, **given))
    assert schema().validate(root), schema().error_log
    return root


def error(client: Client, **arguments: object) -> str:
    found = asked(client, **arguments).find(f"{OAI}error")
    assert found is not None
    return str(found.get("code"))


def identifiers(root: etree._Element) -> list[str]:
    return [str(one.text) for one in root.iter(f"{OAI}identifier")]


def token(root: etree._Element) -> str | None:
    """The token of a page; None where the list has one page."""
    found = root.find(f".//{OAI}resumptionToken")
    return None if found is None else (found.text or "")
