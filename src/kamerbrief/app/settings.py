"""What Voilà is told: which notebooks, for whom, and for how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from traitlets.config import Config

from kamerbrief.app import prepared
from kamerbrief.app.slides import bar
from kamerbrief.app.walk import Stop, Walk

IDLE = 15 * 60  # seconds after which a kernel ends that no page is connected to
LOOK = 60  # seconds between two looks for such kernels
WIDGETS = ("@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget")


def settings(folder: Path, walks: Mapping[str, Walk], *, host: str, port: int) -> Config:
    """The configuration under which the walks of a folder are served."""
    stops = {stop.path: (walk, stop) for walk in walks.values() for stop in walk.stops}

    def page(config: dict[str, Any], *, notebook_path: str, **_: Any) -> dict[str, Any]:
        return config | {"kamerbrief": context(*stops[notebook_path], walks)}

    config = Config()
    config.Voila.update(
        ip=host,
        port=port,
        port_retries=0,
        root_dir=str(folder),
        open_browser=False,
        config_file_paths=[],  # whatever else is served on this machine is set up elsewhere
        token="",
        identity_provider_class="voila.voila_identity_provider.VoilaIdentityProvider",
        log_level="ERROR",
    )
    config.VoilaConfiguration.update(
        allow_template_override="NO",
        allow_theme_override="NO",
        extension_allowlist=list(WIDGETS),
        file_allowlist=[],
        page_config_hook=page,
        show_tracebacks=False,
        strip_sources=True,
    )
    config.MappingKernelManager.update(
        cull_idle_timeout=IDLE, cull_interval=LOOK, transport_encryption="auto"
    )
    if prepared.possible():
        config.KernelProvisionerFactory.default_provisioner_name = "kamerbrief"
    config.KernelRestarter.restart_limit = 0  # a new kernel knows nothing of its page
    return config


def context(walk: Walk, stop: Stop, walks: Mapping[str, Walk]) -> dict[str, Any]:
    """What the template needs to know of one page, among the walks of all editions."""
    before, after = walk.around(stop)
    words = walk.words
    says = (
        "contents",
        "letter",
        "skip",
        "waiting",
        "failed",
        "reload",
        "previous",
        "next",
        "present",
    )
    return {
        "lang": words.lang,
        "editions": [
            {
                "lang": other.words.lang,
                "name": other.words.text("app.language"),
                "address": replace(stop, edition=edition).address,
            }
            for edition, other in walks.items()
            if edition != stop.edition
        ],
        "title": stop.title,
        "line": stop.line,
        "home": f"/{stop.edition}/",
        "first": walk.stops[0].address,
        "is_first": stop == walk.stops[0],
        "previous": before and {"title": before.title, "address": before.address},
        "next": after and {"title": after.title, "address": after.address},
        "plotly": version("plotly"),
        "deck": bar(words, live=True),
        "says": {
            **{name: words.text(f"app.{name}") for name in (*says, "name", "walk")},
            "kernel-gone": words.text("app.kernel-gone"),
            "server-gone": words.text("app.server-gone"),
        },
    }
