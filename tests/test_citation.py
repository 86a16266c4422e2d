"""How the program is cited: CITATION.cff and codemeta.json keep to their formats, and agree with pyproject.

The rules are those of the Citation File Format 1.2.0 and of CodeMeta 3.0 for the entries that we use.
"""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

CHECKOUT = Path(__file__).parent.parent
CFF_NEEDED = {"cff-version", "message", "title", "authors"}
CFF_ALLOWED = {
    *CFF_NEEDED,
    *("abstract", "commit", "contact", "date-released", "doi", "identifiers", "keywords", "license"),
    *("license-url", "preferred-citation", "references", "repository", "repository-artifact"),
    *("repository-code", "type", "url", "version"),
}
CODEMETA_TERMS = {
    *("@context", "@type", "name", "description", "version", "license", "author", "keywords"),
    *("programmingLanguage", "runtimePlatform", "operatingSystem"),
}


@pytest.fixture
def project() -> dict[str, Any]:
    """The metadata of pyproject.toml."""
    read = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    return dict(read["project"])


@pytest.fixture
def citation() -> dict[str, Any]:
    """What CITATION.cff says."""
    return dict(yaml.safe_load((CHECKOUT / "CITATION.cff").read_text(encoding="utf-8")))


@pytest.fixture
def codemeta() -> dict[str, Any]:
    """What codemeta.json says."""
    return dict(json.loads((CHECKOUT / "codemeta.json").read_text(encoding="utf-8")))


def test_the_citation_file_has_what_its_format_asks_and_nothing_that_it_does_not_know(
    citation: dict[str, Any],
) -> None:
    assert set(citation) >= CFF_NEEDED
    assert set(citation) <= CFF_ALLOWED
    assert citation["cff-version"] == "1.2.0"
    assert citation["type"] == "software"
    # a bare 0.1 would be a number
    assert isinstance(citation["version"], str)
    assert len(citation["keywords"]) == len(set(citation["keywords"])) > 0


def test_the_citation_file_says_what_pyproject_says(
    citation: dict[str, Any], project: dict[str, Any]
) -> None:
    said = [citation[name] for name in ("title", "version", "license", "abstract", "keywords")]

    assert said == [project[name] for name in ("name", "version", "license", "description", "keywords")]


def test_codemeta_uses_terms_of_its_third_version(codemeta: dict[str, Any]) -> None:
    assert codemeta["@context"] == "https://w3id.org/codemeta/3.0"
    assert codemeta["@type"] == "SoftwareSourceCode"
    assert set(codemeta) <= CODEMETA_TERMS


def test_codemeta_says_what_pyproject_says(codemeta: dict[str, Any], project: dict[str, Any]) -> None:
    same = ("name", "version", "description", "keywords")

    assert [codemeta[name] for name in same] == [project[name] for name in same]
    assert codemeta["license"] == f"https://spdx.org/licenses/{project['license']}"
    assert codemeta["runtimePlatform"] == f"Python {project['requires-python']}"


def test_both_name_the_same_makers_and_no_person(
    citation: dict[str, Any], codemeta: dict[str, Any], project: dict[str, Any]
) -> None:
    makers = project["authors"]

    assert citation["authors"] == makers
    assert codemeta["author"] == [{"@type": "Organization", **each} for each in makers]
    assert [sorted(each) for each in makers] == [["name"]]
