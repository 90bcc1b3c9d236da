"""A Dash app: https://dash.plotly.com/basic-callbacks , with the slider's updatemode for dragging."""

import sys

from dash import Dash, Input, Output, callback, dcc, html

from tests.bench.peers.sample import FIRST, HOME, LAST, figure, reading

app = Dash()
app.layout = html.Div(
    [
        dcc.Slider(FIRST, LAST, 1, value=HOME, marks=None, updatemode="drag", id="n"),
        html.P(id="reading"),
        dcc.Graph(id="chart"),
    ]
)


@callback(Output("reading", "children"), Output("chart", "figure"), Input("n", "value"))
def sample_size(n):
    return reading(n), figure(n)


if __name__ == "__main__":
    app.run(port=sys.argv[1])
