"""A marimo app: https://docs.marimo.io/api/inputs/slider/ and https://docs.marimo.io/api/plotting/ ."""

import marimo

app = marimo.App()


@app.cell
def _():
    import marimo as mo

    from tests.bench.peers import sample

    return mo, sample


@app.cell
def _(mo, sample):
    n = mo.ui.slider(sample.FIRST, sample.LAST, value=sample.HOME, label="Number of answers")
    mo.vstack([n])
    return (n,)


@app.cell
def _(mo, n, sample):
    mo.vstack([mo.md(sample.reading(n.value)), sample.figure(n.value)])
    return


if __name__ == "__main__":
    app.run()
