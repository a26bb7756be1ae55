export type { Browser, Page, Request } from 'playwright-core';
export * from './axe-faults.ts';
export * from './chromium.ts';
export * from './console-pages.ts';
export * from './console-window.ts';
export * from './page-looks.ts';
