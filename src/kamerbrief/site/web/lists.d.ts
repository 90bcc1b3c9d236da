// Two lists that the build writes before sw.js.
declare const FIXED: string[]; // folders whose names have a hash, so that nothing in them ever changes
declare const PAGES: string[]; // what is kept at once
