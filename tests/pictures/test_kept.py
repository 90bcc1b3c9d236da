"""The pictures on file are of what is shown now; who accepts what has changed, runs `make notebooks`."""

from tests.pictures.kept import HERE, odd, page_stamp, shown, stale, stamp_in_readme

ACCEPT = "run `make notebooks`, and look at what has changed in tests/pictures and in README.md"


def test_each_picture_is_of_what_its_explorer_shows_now() -> None:
    scenes = shown()
    found = [f"{scenes[file].code} ({file.relative_to(HERE)})" for file in stale()]
    assert not found, f"these look or say something else than on file: {'; '.join(found)}; {ACCEPT}"


def test_no_picture_is_of_what_is_not_there() -> None:
    assert not odd(), ACCEPT


def test_the_picture_in_the_readme_is_of_the_page_as_it_is_now() -> None:
    assert stamp_in_readme() == page_stamp(), ACCEPT


def test_the_pictures_are_small() -> None:
    sizes = [file.stat().st_size for file in HERE.glob("*/*.svg")]
    assert sum(sizes) < 1_000_000
    assert max(sizes) < 40_000
