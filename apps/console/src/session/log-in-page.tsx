import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { oidcStartAt } from '@trueup/api-contract';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { readAuthMethods } from '../api/auth.ts';
import { Loaded } from '../components/loaded.tsx';
import { useWords } from '../i18n/words.ts';
import { FirstAdminForm } from './first-admin-form.tsx';
import { LogInForm } from './log-in-form.tsx';
import { logInFailure } from './log-in-failure.ts';
import './log-in-page.css';

/** Why the identity provider led back without a log-in. */
const FAILURES: Readonly<Record<string, 'session.oidcFailed.forbidden' | 'session.oidcFailed.unavailable'>> = {
  forbidden: 'session.oidcFailed.forbidden',
  unavailable: 'session.oidcFailed.unavailable',
};

/** Where whoever has no session arrives, on whichever page: the URL stays, and that page follows. */
export function LogInPage({ onOpened }: { readonly onOpened: () => Promise<void> }) {
  const t = useWords();
  const methods = useQuery({ queryKey: ['auth-methods'], queryFn: readAuthMethods, staleTime: 0 });
  useEffect(() => {
    document.title = t('shell.documentTitle', { title: t('session.logIn') });
  }, [t]);
  return (
    <main className="log-in">
      <SpaceBetween size="l">
        <Box variant="h1" textAlign="center">
          Trueup
        </Box>
        {logInFailure === undefined ? undefined : (
          <Alert type="error">{t(FAILURES[logInFailure] ?? 'session.oidcFailed')}</Alert>
        )}
        <Loaded query={methods}>
          {({ oidc, bootstrap }) =>
            bootstrap ? (
              <FirstAdminForm onOpened={onOpened} />
            ) : (
              <Container header={<Header variant="h2">{t('session.logIn')}</Header>}>
                <SpaceBetween size="l">
                  {oidc ? (
                    <Button href={oidcStartAt(`${location.pathname}${location.search}${location.hash}`)} fullWidth>
                      {t('session.logInWithOidc')}
                    </Button>
                  ) : undefined}
                  <LogInForm onOpened={onOpened} />
                </SpaceBetween>
              </Container>
            )
          }
        </Loaded>
      </SpaceBetween>
    </main>
  );
}
