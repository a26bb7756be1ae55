import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Output, Snapshot } from '@trueup/api-contract';
import { downloadText } from '../../../components/download-text.ts';
import { JsonView } from '../../../components/json-view.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { latestSnapshot } from './latest-snapshot.ts';

/** The finding in AWS's form, and what the resource said when it was last read for a repair. */
export function EvidenceTab({ shown }: { readonly shown: Output<'getFinding'> }) {
  const t = useWords();
  const { finding } = shown;
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            description={t('evidence.asff.description')}
            actions={
              <Button
                iconName="download"
                onClick={() =>
                  downloadText(
                    `${finding.id}.asff.json`,
                    JSON.stringify(finding.asff, undefined, 2),
                    'application/json',
                  )
                }
              >
                {t('common.download')}
              </Button>
            }
          >
            {t('evidence.asff')}
          </Header>
        }
      >
        <JsonView label={t('evidence.asff')} value={finding.asff} height="32rem" />
      </Container>
      <SnapshotView snapshot={latestSnapshot(shown)} />
    </SpaceBetween>
  );
}

function SnapshotView({ snapshot }: { readonly snapshot: Snapshot | undefined }) {
  const t = useWords();
  const wordOf = useWordOf();
  const { instant } = useFormats();
  return (
    <Container
      header={
        <Header
          variant="h2"
          {...(snapshot === undefined
            ? {}
            : { description: t('evidence.snapshot.at', { at: instant(snapshot.takenAt) }) })}
        >
          {t('evidence.snapshot')}
        </Header>
      }
    >
      {snapshot === undefined ? (
        <Box>{t('evidence.snapshot.none')}</Box>
      ) : (
        <SpaceBetween size="s">
          {snapshot.unread.map(({ part, reason, detail }) => (
            <Alert key={part} type="warning">
              {t('evidence.unread', { part, reason: wordOf('unread', reason), detail })}
            </Alert>
          ))}
          <JsonView label={t('evidence.snapshot')} value={snapshot.configuration} />
        </SpaceBetween>
      )}
    </Container>
  );
}
