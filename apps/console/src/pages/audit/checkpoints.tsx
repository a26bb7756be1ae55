import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Button from '@cloudscape-design/components/button';
import { Problem, type Output } from '@trueup/api-contract';
import { useAct } from '../../api/use-act.ts';
import { useAsked } from '../../api/use-asked.ts';
import { OperationButton } from '../../components/action-button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { downloadText } from '../../components/download-text.ts';
import { Instant } from '../../components/instant.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';
import { useNotices } from '../../shell/notices.tsx';

/** Signed notes of where the log stood: they show what the chain alone does not, a cut and a rewritten log. */
export function Checkpoints() {
  const t = useWords();
  const { number } = useFormats();
  const notices = useNotices();
  const held = useAsked('verifyCheckpoints', {});
  const key = useAsked('checkpointKey', {});
  const sign = useAct('signCheckpoint', ({ checkpoint, where }) =>
    notices.done(
      t(where === undefined ? 'audit.checkpoint.signedHere' : 'audit.checkpoint.signed', {
        seq: number(checkpoint.seq),
        where,
      }),
    ),
  );
  const publicKey = key.data;
  return (
    <SpaceBetween size="s">
      <Box variant="h3">{t('audit.checkpoints')}</Box>
      <div aria-live="polite">
        {held.data === undefined ? (
          <Unknown error={held.error} retry={() => void held.refetch()} />
        ) : (
          <Held held={held.data} />
        )}
      </div>
      <SpaceBetween direction="horizontal" size="xs">
        <Button loading={held.isFetching} onClick={() => void held.refetch()}>
          {t('audit.checkpoint.compare')}
        </Button>
        <OperationButton
          operation="signCheckpoint"
          loading={sign.isPending}
          onClick={() => sign.mutate({}, { onError: notices.failed })}
        >
          {t('audit.checkpoint.sign')}
        </OperationButton>
        {publicKey === undefined ? undefined : (
          <Button
            iconName="download"
            onClick={() => downloadText('trueup.pub', publicKey.publicKey, 'application/x-pem-file')}
          >
            {t('audit.checkpoint.key')}
          </Button>
        )}
      </SpaceBetween>
    </SpaceBetween>
  );
}

function Unknown({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const t = useWords();
  if (error === null) return <StatusIndicator type="loading">{t('audit.checkpoint.reading')}</StatusIndicator>;
  // A server that was told of no place for them says so with this code.
  if (!(error instanceof Problem) || error.code !== 'invalid') return <ProblemAlert problem={error} onRetry={retry} />;
  return (
    <SpaceBetween size="xxs">
      <StatusIndicator type="warning">{t('audit.checkpoint.nowhere')}</StatusIndicator>
      <Box color="text-body-secondary">{t('audit.checkpoint.nowhere.text')}</Box>
      <Box variant="code">trueup serve --checkpoint-to s3://audit-bucket/trueup</Box>
    </SpaceBetween>
  );
}

function Held({ held: { verdict, checkpoints, latest } }: { readonly held: Output<'verifyCheckpoints'> }) {
  const t = useWords();
  const { number } = useFormats();
  return (
    <SpaceBetween size="xs">
      {verdict.kind === 'intact' ? (
        <StatusIndicator type={checkpoints === 0 ? 'warning' : 'success'}>
          {t('audit.checkpoint.held', { checkpoints })}
        </StatusIndicator>
      ) : (
        <StatusIndicator type="error">
          {t('audit.checkpoint.broken', { seq: number(verdict.seq), problem: verdict.problem })}
        </StatusIndicator>
      )}
      {latest === undefined ? undefined : (
        <KeyValuePairs
          columns={3}
          items={[
            { label: t('audit.checkpoint.latest'), value: t('audit.checkpoint.upTo', { seq: number(latest.seq) }) },
            { label: t('audit.checkpoint.at'), value: <Instant at={latest.at} /> },
            { label: t('audit.checkpoint.keyId'), value: <CopyText text={latest.keyId} /> },
          ]}
        />
      )}
    </SpaceBetween>
  );
}
