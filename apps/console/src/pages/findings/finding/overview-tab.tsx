import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Finding, Output } from '@trueup/api-contract';
import { useAsked } from '../../../api/use-asked.ts';
import { CopyText } from '../../../components/copy-text.tsx';
import { Instant } from '../../../components/instant.tsx';
import { Status } from '../../../components/status.tsx';
import { useControlTitle } from '../../../components/use-control-title.ts';
import { useWords } from '../../../i18n/words.ts';
import { openFindingsWith } from '../../../finding-view/finding-view.ts';
import { pathTo } from '../../../paths.ts';
import { FindingPriority } from './finding-priority.tsx';
import { RemediationNow } from './remediation-now.tsx';

/** What is wrong, what may be done about it now, and where it is. */
export function OverviewTab({ shown }: { readonly shown: Output<'getFinding'> }) {
  return (
    <SpaceBetween size="l">
      <Fault finding={shown.finding} />
      <RemediationNow shown={shown} />
      <Resource finding={shown.finding} />
      <FindingPriority urgency={shown.urgency} />
    </SpaceBetween>
  );
}

function Fault({ finding }: { readonly finding: Finding }) {
  const t = useWords();
  const { controlId, asff } = finding;
  const titleOf = useControlTitle();
  const { data } = useAsked('getControl', { id: controlId });
  const note = noteOf(asff);
  return (
    <Container header={<Header variant="h2">{t('finding.fault')}</Header>}>
      <SpaceBetween size="s">
        <Box fontSize="heading-s">{finding.reason}</Box>
        {data === undefined ? undefined : (
          <Box>
            <Box variant="awsui-key-label">{t('finding.requirement')}</Box>
            <Link href={pathTo('controlRunbook', { controlId })}>{controlId}</Link>{' '}
            {titleOf(controlId, data.control.title)}
            <Box color="text-body-secondary">{data.control.description}</Box>
          </Box>
        )}
        {note === undefined ? undefined : (
          <Box>
            <Box variant="awsui-key-label">{t('finding.note')}</Box>
            {note.text}{' '}
            <Box variant="small" display="inline">
              {t('finding.note.by', { name: note.by })}
            </Box>
          </Box>
        )}
      </SpaceBetween>
    </Container>
  );
}

/** The note of ASFF, as people and rules write it. */
function noteOf(asff: Finding['asff']): { readonly text: string; readonly by: string } | undefined {
  const note = asff['Note'];
  if (typeof note !== 'object' || note === null) return undefined;
  const { Text, UpdatedBy } = note as { readonly Text?: unknown; readonly UpdatedBy?: unknown };
  return typeof Text === 'string' ? { text: Text, by: typeof UpdatedBy === 'string' ? UpdatedBy : '' } : undefined;
}

function Resource({ finding }: { readonly finding: Finding }) {
  const t = useWords();
  const { resource, compliance } = finding;
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Link href={pathTo('findings', {}, openFindingsWith({ ResourceId: [resource.arn] }))}>
              {t('finding.sameResource')}
            </Link>
          }
        >
          {t('finding.resource')}
        </Header>
      }
    >
      <KeyValuePairs
        columns={4}
        items={[
          { label: t('finding.arn'), value: <CopyText text={resource.arn} /> },
          { label: t('finding.type'), value: resource.type },
          {
            label: t('finding.account'),
            value: <Link href={pathTo('account', { accountId: resource.accountId })}>{resource.accountId}</Link>,
          },
          { label: t('finding.region'), value: resource.region },
          {
            label: t('finding.compliance'),
            value: compliance === undefined ? '–' : <Status of="compliance" value={compliance} />,
          },
          { label: t('finding.firstObserved'), value: <Instant at={finding.firstObservedAt} relative /> },
          { label: t('finding.lastObserved'), value: <Instant at={finding.lastObservedAt} relative /> },
          {
            label: t('finding.resolvedAt'),
            value: finding.resolvedAt === undefined ? '–' : <Instant at={finding.resolvedAt} relative />,
          },
          { label: t('finding.id'), value: <CopyText text={finding.id} /> },
        ]}
      />
    </Container>
  );
}
