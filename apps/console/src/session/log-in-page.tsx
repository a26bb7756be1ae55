import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { AUTH_PATHS } from '@trueup/api-contract';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { readAuthMethods } from '../api/auth.ts';
import { Loaded } from '../components/loaded.tsx';
import { useWords } from '../i18n/words.ts';
import { FirstAdminForm } from './first-admin-form.tsx';
import { LogInForm } from './log-in-form.tsx';
import './log-in-page.css';

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
        <Loaded query={methods}>
          {({ oidc, bootstrap }) =>
            bootstrap ? (
              <FirstAdminForm onOpened={onOpened} />
            ) : (
              <Container header={<Header variant="h2">{t('session.logIn')}</Header>}>
                <SpaceBetween size="l">
                  {oidc ? (
                    <Button href={AUTH_PATHS.oidcStart} fullWidth>
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
