"""What Voilà is told: which notebooks, for whom, and for how long."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from traitlets.config import Config

from kamerbrief.app import prepared
from kamerbrief.app.page import context
from kamerbrief.app.walk import Walk

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
