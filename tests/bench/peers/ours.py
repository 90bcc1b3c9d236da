"""Ours, as it stands in a notebook, on a track that the peers have too."""

from IPython.display import display

from kamerbrief import open_edition
from tests.bench.peers.sample import FIRST, LAST

show, explore, ask = open_edition("en")
explorer = explore.sample_size()
explorer.controls["n"].stops = list(range(FIRST, LAST + 1))
display(explorer)
