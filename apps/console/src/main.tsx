import './shell/no-eval.ts';
import './shell/console.css';
import '@cloudscape-design/global-styles/index.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { newQueryClient } from './api/query-client.ts';
import { LanguageProvider } from './i18n/language.tsx';
import { PreferencesProvider } from './preferences/preferences.tsx';
import { consoleRouter } from './router.tsx';
import { ownSession } from './session/own-session.ts';
import { SessionGate } from './session/session-gate.tsx';
import { applyFonts } from './shell/apply-fonts.ts';
import { followLinks } from './shell/follow-links.ts';
import { reloadAfterUpgrade } from './shell/reload-after-upgrade.ts';

const queries = newQueryClient(() => void ownSession.goesOn(queries));
const router = consoleRouter();
followLinks(router);
applyFonts();
reloadAfterUpgrade();

const place = document.getElementById('root');
if (place === null) throw new Error('the page has no place for the console');
createRoot(place).render(
  <StrictMode>
    <PreferencesProvider>
      <QueryClientProvider client={queries}>
        <LanguageProvider>
          <SessionGate>
            <RouterProvider router={router} />
          </SessionGate>
        </LanguageProvider>
      </QueryClientProvider>
    </PreferencesProvider>
  </StrictMode>,
);
