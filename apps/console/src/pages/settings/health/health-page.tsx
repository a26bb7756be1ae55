import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { streams } from '@trueup/api-contract';
import { useQuery } from '@tanstack/react-query';
import { readVersion } from '../../../api/version.ts';
import { currentConnection } from '../../../changes/connection.ts';
import { Page } from '../../../components/page.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { CheckpointsPart } from './checkpoints-part.tsx';
import { DoctorPart } from './doctor-part.tsx';

export function HealthPage() {
  const t = useWords();
  return (
    <Page title={t('nav.health')} description={t('settings.health.text')}>
      <SpaceBetween size="l">
        <DoctorPart />
        <ColumnLayout columns={2} minColumnWidth={360}>
          <ServerPart />
          <CheckpointsPart />
        </ColumnLayout>
      </SpaceBetween>
    </Page>
  );
}

/** The server, and this page's way to it. */
function ServerPart() {
  const t = useWords();
  const { instant } = useFormats();
  const connection = currentConnection.use();
  const version = useQuery({ queryKey: ['version'], queryFn: readVersion });
  return (
    <Container header={<Header variant="h2">{t('settings.health.server')}</Header>}>
      <KeyValuePairs
        items={[
          {
            label: t('settings.health.version'),
            value: version.data ?? (version.isError ? t('common.unknown') : t('common.loading')),
          },
          {
            label: t('settings.health.connection'),
            value:
              connection.kind === 'live' ? (
                <StatusIndicator type="success">{t('shell.live.title')}</StatusIndicator>
              ) : (
                <StatusIndicator type="warning">
                  {t('shell.lost.title', { since: instant(connection.since) })}
                </StatusIndicator>
              ),
          },
          {
            label: t('settings.health.metrics'),
            value: (
              <Link href={streams.readMetrics.path} external>
                {t('settings.health.metrics.link')}
              </Link>
            ),
          },
          {
            label: t('settings.health.api'),
            value: (
              <Link href="/api/openapi.json" external>
                {t('settings.health.api.link')}
              </Link>
            ),
          },
        ]}
      />
    </Container>
  );
}
