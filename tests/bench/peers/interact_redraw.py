"""interact, and a figure drawn anew: https://ipywidgets.readthedocs.io, "Using Interact"."""

from IPython.display import display
from ipywidgets import IntSlider, interact

from tests.bench.peers.sample import FIRST, HOME, LAST, figure, reading


@interact(n=IntSlider(value=HOME, min=FIRST, max=LAST))
def sample_size(n):
    print(reading(n))
    display(figure(n))
