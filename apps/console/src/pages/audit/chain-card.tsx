import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ChainVerdict } from '@trueup/api-contract';
import { useState } from 'react';
import { useAsked } from '../../api/use-asked.ts';
import { OperationButton } from '../../components/action-button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { Instant } from '../../components/instant.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';
import { Checkpoints } from './checkpoints.tsx';

const HEAD = /^[0-9a-f]{64}$/;

/** Whether the log is as it was written, checked when somebody asks: it is read whole. */
export function ChainCard() {
  const t = useWords();
  const [asked, setAsked] = useState<{ readonly head?: string }>();
  const [head, setHead] = useState('');
  const verified = useAsked('verifyRecords', asked ?? {}, { enabled: asked !== undefined });
  const noted = head.trim().toLowerCase();
  const isHead = noted === '' || HEAD.test(noted);
  const verify = (): void => {
    setAsked(noted === '' ? {} : { head: noted });
    if (asked !== undefined) void verified.refetch();
  };
  return (
    <Container
      fitHeight
      header={
        <Header
          variant="h2"
          description={t('audit.chain.text')}
          actions={
            <OperationButton
              operation="verifyRecords"
              loading={verified.isFetching}
              because={isHead ? undefined : t('audit.chain.noHead')}
              onClick={verify}
            >
              {t('audit.chain.verify')}
            </OperationButton>
          }
        >
          {t('audit.chain')}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <div aria-live="polite">
          {verified.error !== null ? (
            <ProblemAlert problem={verified.error} onRetry={verify} />
          ) : verified.data === undefined ? (
            <StatusIndicator type={verified.isFetching ? 'loading' : 'pending'}>
              {t(verified.isFetching ? 'audit.chain.reading' : 'audit.chain.unasked')}
            </StatusIndicator>
          ) : (
            <Verdict verdict={verified.data} at={verified.dataUpdatedAt} />
          )}
        </div>
        <ExpandableSection variant="inline" headerText={t('audit.chain.head')}>
          <FormField
            label={t('audit.chain.head.label')}
            description={t('audit.chain.head.text')}
            errorText={isHead ? undefined : t('audit.chain.noHead')}
          >
            <Input value={head} onChange={({ detail }) => setHead(detail.value)} spellcheck={false} />
          </FormField>
        </ExpandableSection>
        <Checkpoints />
      </SpaceBetween>
    </Container>
  );
}

/** What came of a verification, in words. `at` is when it was made. */
function Verdict({ verdict, at }: { readonly verdict: ChainVerdict; readonly at: number }) {
  const t = useWords();
  const { number } = useFormats();
  if (verdict.kind === 'broken') {
    return (
      <Alert type="error" header={t('audit.chain.broken', { seq: number(verdict.seq) })}>
        {t('audit.chain.broken.text')}
        <Box variant="small" color="inherit" display="block">
          {verdict.problem}
        </Box>
      </Alert>
    );
  }
  return (
    <SpaceBetween size="xxs">
      <StatusIndicator type="success">{t('audit.chain.intact', { records: verdict.records })}</StatusIndicator>
      <Box color="text-body-secondary">
        <Instant at={new Date(at).toISOString()} />
      </Box>
      <div>
        {t('audit.chain.headIs')}{' '}
        <span style={{ overflowWrap: 'anywhere' }}>
          <CopyText text={verdict.head} />
        </span>
      </div>
    </SpaceBetween>
  );
}
