import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Incident } from '@trueup/api-contract';
import { useAsked } from '../../../api/use-asked.ts';
import { downloadText } from '../../../components/download-text.ts';
import { JsonView } from '../../../components/json-view.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { MarkdownText } from '../../../components/markdown/markdown-text.tsx';
import { useWords } from '../../../i18n/words.ts';

/** The report on a finding, and what would keep the fault from coming back. */
export function IncidentTab({ findingId }: { readonly findingId: string }) {
  const t = useWords();
  const query = useAsked('getIncident', { findingId });
  return (
    <Loaded query={query}>
      {({ incident, markdown }) => (
        <SpaceBetween size="l">
          {incident.prevention === undefined ? undefined : <Prevention prevention={incident.prevention} />}
          <Container
            header={
              <Header
                variant="h2"
                description={t('incident.description')}
                actions={
                  <SpaceBetween direction="horizontal" size="xs">
                    <CopyToClipboard
                      variant="button"
                      textToCopy={markdown}
                      copyButtonText={t('incident.copy')}
                      copySuccessText={t('common.copied')}
                      copyErrorText={t('common.copyFailed')}
                    />
                    <Button
                      iconName="download"
                      onClick={() => downloadText(`incident-${findingId}.md`, markdown, 'text/markdown')}
                    >
                      {t('incident.download')}
                    </Button>
                  </SpaceBetween>
                }
              >
                {t('incident.title')}
              </Header>
            }
          >
            <MarkdownText label={t('incident.title')} text={markdown} />
          </Container>
        </SpaceBetween>
      )}
    </Loaded>
  );
}

function Prevention({ prevention }: { readonly prevention: NonNullable<Incident['prevention']> }) {
  const t = useWords();
  const { serviceControlPolicy, noPolicyReason, configRule, guard, noGuardReason } = prevention;
  return (
    <Container
      header={
        <Header variant="h2" description={t('prevention.description')}>
          {t('prevention.title')}
        </Header>
      }
    >
      <SpaceBetween size="s">
        <Box variant="h3">{t('prevention.scp')}</Box>
        {serviceControlPolicy === undefined ? (
          <Box>{t('prevention.none', { reason: noPolicyReason ?? '' })}</Box>
        ) : (
          <JsonView label={t('prevention.scp')} value={serviceControlPolicy} />
        )}
        <Box variant="h3">{t('prevention.config')}</Box>
        <Box>
          {configRule === undefined
            ? t('common.none')
            : t('prevention.config.rule', { name: configRule.name, identifier: configRule.identifier })}
        </Box>
        <Box variant="h3">{t('prevention.guard')}</Box>
        {guard === undefined ? (
          <Box>{t('prevention.none', { reason: noGuardReason ?? '' })}</Box>
        ) : (
          <pre style={{ overflowX: 'auto', margin: 0 }} tabIndex={0}>
            <Box variant="code">{guard}</Box>
          </pre>
        )}
      </SpaceBetween>
    </Container>
  );
}
