import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouteComponent,
} from '@tanstack/react-router';
import type { FunctionComponent } from 'react';
import { WithAllWords } from './i18n/language.tsx';
import { ErrorPage } from './shell/error-page.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { Shell } from './shell/shell.tsx';
import { PATTERNS, readSearch, writeSearch, type PathName, type Search } from './paths.ts';
import { PAGES } from './pages/pages.ts';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage, errorComponent: ErrorPage });

const routes = (Object.keys(PATTERNS) as PathName[]).map((name) =>
  createRoute({
    getParentRoute: () => root,
    path: PATTERNS[name],
    component: pageOf(name),
    errorComponent: ErrorPage,
  }),
);

/** Each page is a chunk of its own, loaded when it is opened; the first one does with the words that are there. */
function pageOf(name: PathName): RouteComponent {
  const LazyPage = lazyRouteComponent(PAGES[name].load, PAGES[name].component) as FunctionComponent;
  if (name === 'overview') return LazyPage;
  return function PageWithItsWords() {
    return (
      <WithAllWords>
        <LazyPage />
      </WithAllWords>
    );
  };
}

export function consoleRouter() {
  return createRouter({
    routeTree: root.addChildren(routes),
    parseSearch: readSearch,
    stringifySearch: (search) => writeSearch(search as Search),
    defaultPreload: false,
    scrollRestoration: true,
  });
}
