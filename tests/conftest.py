"""For the whole run: the sentence about browser tests that did not run, with or without workers."""

pytest_plugins = ["tests.browser.absence"]
