// What the modules of a page meet as they are loaded; node loads this before the tests.

const known = { edition: "en", says: {}, stored: {}, settles: [], guessed: {}, openings: {} };

Object.assign(globalThis, {
  location: new URL("https://example.org/en/02-survey.html"),
  document: {
    documentElement: { dataset: {} },
    getElementById: () => ({ textContent: JSON.stringify(known) }),
  },
});
