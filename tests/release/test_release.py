"""A release: what wheel and sdist hold, what the wheel needs, and its bill of materials."""

import json
import re
import tarfile
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import ZipFile

import arende
import pytest
from packaging.metadata import Metadata
from packaging.utils import canonicalize_name
from pathspec import GitIgnoreSpec

from .build import ROOT, built, extras_of, metadata_of, needs
from .licences import faults
from .sbom import CORE, NEEDED_BY, Bom, Component, bom_of, checked

pytestmark = pytest.mark.slow
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("release")


@pytest.fixture(scope="module")
def wheel(folder: Path) -> Path:
    return built(folder / "dist")[0]


@pytest.fixture(scope="module")
def sdist(folder: Path, wheel: Path) -> Iterator[tarfile.TarFile]:
    (file,) = wheel.parent.glob("*.tar.gz")
    with tarfile.open(file) as archive:
        yield archive


@pytest.fixture(scope="module")
def bom(folder: Path, wheel: Path) -> Bom:
    return bom_of(wheel, folder)


def files_of(wheel: Path) -> set[str]:
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_every_package_of_the_wheel_is_typed(wheel: Path) -> None:
    files = files_of(wheel)
    packages = {name.partition("/")[0] for name in files if name.endswith(".py")}
    assert packages == {Path(one).name for one in PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]}
    assert [one for one in sorted(packages) if f"{one}/py.typed" not in files] == []


def test_the_wheel_holds_its_packages_and_nothing_else(wheel: Path) -> None:
    files = files_of(wheel)
    tops = {name.partition("/")[0] for name in files}
    assert {top for top in tops if not top.startswith("arende")} == set()
    assert [name for name in files if "test" in Path(name).parts or name.endswith((".pyc", ".db", ".key"))] == []


def test_the_version_is_one(wheel: Path) -> None:
    version = PROJECT["project"]["version"]
    assert metadata_of(wheel)["Version"] == version == arende.__version__
    pages = [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]
    told = {found for page in pages for found in re.findall(r"arende-(\d[\w.]*)-py3", page.read_text(encoding="utf-8"))}
    assert told == {version}


def test_the_licence_is_in_both(wheel: Path, sdist: tarfile.TarFile) -> None:
    ours = (ROOT / "LICENSE").read_bytes()
    metadata = metadata_of(wheel)
    info = f"arende-{metadata['Version']}.dist-info"
    with ZipFile(wheel) as archive:
        assert archive.read(f"{info}/licenses/LICENSE") == ours
    assert (metadata["License-Expression"], metadata.get_all("License-File")) == ("Apache-2.0", ["LICENSE"])
    kept = sdist.extractfile(f"arende-{metadata['Version']}/LICENSE")
    assert kept is not None and kept.read() == ours


def test_the_metadata_are_as_an_index_wants_them(wheel: Path, sdist: tarfile.TarFile) -> None:
    """What an index refuses is refused here: fields, versions, requirements, licence, the form of the description."""
    with ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        of_wheel = archive.read(name)
    kept = sdist.extractfile(f"arende-{PROJECT['project']['version']}/PKG-INFO")
    assert kept is not None
    for raw in (of_wheel, kept.read()):
        found = Metadata.from_email(raw, validate=True)
        assert (found.name, str(found.version)) == ("arende", PROJECT["project"]["version"])
        assert found.description and found.description_content_type == "text/markdown"


def test_the_sdist_is_the_tree_and_can_be_built_from(sdist: tarfile.TarFile) -> None:
    """The tree is what is not ignored, whether or not it was cloned by git."""
    ignored = GitIgnoreSpec.from_lines((ROOT / ".gitignore").read_text(encoding="utf-8").splitlines())
    ours = {name for name in ignored.match_tree_files(ROOT, negate=True) if name.partition("/")[0] != ".git"}
    held = {one.name.partition("/")[2] for one in sdist.getmembers() if one.isfile()}
    assert sorted(held - ours) == ["PKG-INFO"]
    assert sorted(ours - held) == []


def components(bom: Bom) -> Mapping[str, Component]:
    return {str(canonicalize_name(one["name"])): one for one in bom["components"]}


def needed(one: Component) -> set[str]:
    return {told["value"] for told in one["properties"] if told["name"] == NEEDED_BY}


def test_the_bill_is_valid_and_a_broken_one_is_not(bom: Bom) -> None:
    assert checked(json.dumps(bom))
    with pytest.raises(ValueError, match="not valid"):
        checked(json.dumps({**bom, "components": [{"name": "x"}]}))


def test_the_bill_lists_what_the_core_and_each_extra_need(bom: Bom, wheel: Path) -> None:
    metadata, found = metadata_of(wheel), components(bom)
    assert {"web", "sms", "transcript", "postgres"} <= set(extras_of(metadata))
    for extra in ("", *extras_of(metadata)):
        for one in needs(metadata, extra):
            component = found[str(canonicalize_name(one.name))]
            assert one.specifier.contains(component["version"], prereleases=True)
            assert (extra or CORE) in needed(component)
    assert "core" not in needed(found["psycopg-binary"]) and needed(found["psycopg-binary"]) == {"postgres"}
    assert needed(found["htmx"]) == {"wheel"}
    assert [name for name, one in found.items() if not needed(one)] == []


def test_every_component_has_a_version_and_an_allowed_licence(bom: Bom) -> None:
    assert [name for name, one in components(bom).items() if not one["version"]] == []
    assert [fault for name, one in components(bom).items() for fault in faults(name, one.get("licenses", []))] == []


@pytest.mark.parametrize(
    "planted",
    [
        [],
        [{"license": {"id": "GPL-3.0-or-later"}}],
        [
            {"license": {"id": "MIT"}},
            {"license": {"name": "License :: OSI Approved :: GNU Affero General Public License v3"}},
        ],
        [{"expression": "MIT AND AGPL-3.0-only"}],
        [{"license": {"name": "Proprietary"}}],
    ],
)
def test_a_licence_that_is_not_allowed_is_found(planted: list[Mapping[str, object]]) -> None:
    assert faults("planted", planted)
