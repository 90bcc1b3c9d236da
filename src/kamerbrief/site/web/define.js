// anywidget's front end is a module of the old kind (AMD); this takes what it defines.

export const defined = [];
globalThis.define = (_needs, factory) => defined.push(factory);
