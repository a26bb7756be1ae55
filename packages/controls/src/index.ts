export { catalogue } from './catalogue.ts';
export * from './library-entry.ts';
