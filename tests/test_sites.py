"""Addresses are what the real generators make, which the golden files hold."""

from pathlib import Path

import pytest

from tests.generators import copy, golden, names, ours, settings, variants

_ALL = [(name, variant) for name in names() for variant in variants(name)]


@pytest.mark.parametrize(("name", "variant"), _ALL, ids=[f"{n}-{v}" for n, v in _ALL])
def test_each_address_is_what_the_generator_makes(name: str, variant: str, tmp_path: Path) -> None:
    root = copy(name, variant, tmp_path / "site")
    assert ours(root, settings(name)) == golden(name)[variant]
