export { catalogue } from './catalogue.ts';
export * from './library-entry.ts';
export { knownControls } from './security-hub/known-controls.ts';
export { controlLookup } from './security-hub/control-lookup.ts';
