"""The walk as a static site: pages to read and to move, on any plain web server.

`make site` builds it, with `build.py`: the pages are those of `pages/`, `tools.py` fetches and packs
what the site is made of besides, `lite.py` writes JupyterLab, `licences.py` what all of it may be used
under. In the reader's browser runs what stands in `web/`: Python behind a page, and what keeps the site
for when there is no network.
"""
