# The app and JupyterLab in one image, from the same lock file as everywhere else.
#
#   docker build -t kamerbrief .
#   docker run --rm -p 8866:8866 kamerbrief                       the app
#   docker run --rm -p 8888:8888 kamerbrief lab --host 0.0.0.0    JupyterLab; it prints its address
#
#   docker build --target hub -t kamerbrief-hub .                 for a JupyterHub
#
# deploy/README.md says for how many readers each of them is.

FROM python:3.13-slim AS base
RUN useradd --uid 1000 --create-home --shell /bin/bash reader
ENV PATH="/opt/kamerbrief/bin:$PATH"

FROM base AS build
ARG UV_VERSION=0.13.9
RUN pip install --no-cache-dir uv=="$UV_VERSION"
# Python is the image's own, so that the finished image, which has the same, can run what is made here.
ENV UV_NO_CACHE=1 UV_PROJECT_ENVIRONMENT=/opt/kamerbrief UV_PYTHON_DOWNLOADS=never
WORKDIR /build
# The packages first: they stay as they are when only our own code changes.
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --no-dev --extra app --extra lab --no-install-project
COPY . .
RUN uv sync --locked --no-dev --extra app --extra lab --no-editable
# A reader may write into the notebooks, and into nothing else that is installed.
RUN mv /opt/kamerbrief/lib/python*/site-packages/kamerbrief/notebooks /srv/ \
 && ln -s /srv/notebooks /opt/kamerbrief/lib/python*/site-packages/kamerbrief/

# What a JupyterHub starts for each reader, and the settings that `kamerbrief lab` would have brought.
FROM build AS build-hub
RUN uv sync --locked --only-group hub --inexact
RUN mkdir -p /opt/kamerbrief/share/jupyter/lab/settings \
 && cp src/kamerbrief/lab/overrides.json /opt/kamerbrief/share/jupyter/lab/settings/

FROM base AS hub
COPY --from=build-hub /opt/kamerbrief /opt/kamerbrief
COPY --from=build-hub --chown=1000:1000 /srv/notebooks /srv/notebooks
USER 1000
WORKDIR /home/reader
EXPOSE 8888
# The hub names the command, and sees for itself whether it answers.
CMD ["jupyterhub-singleuser"]

FROM base AS alone
COPY --from=build /opt/kamerbrief /opt/kamerbrief
COPY --from=build --chown=1000:1000 /srv/notebooks /srv/notebooks
USER 1000
WORKDIR /home/reader
EXPOSE 8866 8888
# The front page of whichever runs, the app or Lab. It needs no token.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD python -c "\
import http.client, socket, sys; \
open_ports = [port for port in (8866, 8888) if not socket.socket().connect_ex(('127.0.0.1', port))]; \
page = http.client.HTTPConnection('127.0.0.1', open_ports[0], timeout=5); \
page.request('GET', '/'); \
sys.exit(page.getresponse().status >= 400)"
ENTRYPOINT ["kamerbrief"]
CMD ["app", "--host", "0.0.0.0", "--no-browser"]
