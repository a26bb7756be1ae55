import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import { readAuthMethods } from '../../../api/auth.ts';
import { CopyBlock } from '../../../components/copy-block.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { useWords } from '../../../i18n/words.ts';

/** What the server is started with to let people in by OpenID Connect. */
function oidcSettings(origin: string): string {
  return [
    'TRUEUP_OIDC_ISSUER=https://id.example.com',
    'TRUEUP_OIDC_CLIENT_ID=trueup',
    'TRUEUP_OIDC_CLIENT_SECRET_FILE=/run/secrets/trueup-oidc',
    `TRUEUP_PUBLIC_URL=${origin}`,
    `TRUEUP_OIDC_GROUPS={"ops":[{"role":"operator"}]}`,
  ].join('\n');
}

/** How people come in, and how another issuer is set up. */
export function LogInPart() {
  const t = useWords();
  const methods = useQuery({ queryKey: ['auth-methods'], queryFn: readAuthMethods });
  const redirectUri = `${location.origin}/auth/oidc/callback`;
  return (
    <Container header={<Header variant="h2">{t('settings.logIn')}</Header>}>
      <Loaded query={methods}>
        {({ oidc }) => (
          <SpaceBetween size="l">
            <KeyValuePairs
              columns={2}
              items={[
                { label: t('session.password'), value: <On isOn /> },
                { label: 'OpenID Connect', value: <On isOn={oidc} /> },
              ]}
            />
            <Box>{t(oidc ? 'settings.oidc.on' : 'settings.oidc.off')}</Box>
            <Box>{t('settings.oidc.redirect', { uri: redirectUri })}</Box>
            <CopyBlock label={t('settings.oidc.settings')} text={oidcSettings(location.origin)} />
            <Box color="text-body-secondary">{t('settings.oidc.groups')}</Box>
          </SpaceBetween>
        )}
      </Loaded>
    </Container>
  );
}

function On({ isOn }: { readonly isOn: boolean }) {
  const t = useWords();
  return (
    <StatusIndicator type={isOn ? 'success' : 'stopped'}>{t(isOn ? 'settings.on' : 'settings.off')}</StatusIndicator>
  );
}
