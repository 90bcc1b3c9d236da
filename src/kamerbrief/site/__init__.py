"""The walk as a static site: pages to read, live in the reader's own tab, on any plain web server.

`make site` builds it, with `build.py`: `tools.py` fetches and packs what the site is made of,
`pages.py` writes the pages, `lite.py` JupyterLab, `licences.py` what all of it may be used under. On a
page runs what stands in `web/`, and in its background `kernel.py`.
"""
