"""No explorer outlives its test."""

from __future__ import annotations

from collections.abc import Iterator

import ipywidgets as widgets
import pytest


@pytest.fixture(autouse=True)
def _widgets_are_closed() -> Iterator[None]:
    yield
    widgets.Widget.close_all()
