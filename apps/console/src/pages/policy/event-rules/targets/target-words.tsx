import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import type { EventTarget, TargetAddress } from '@trueup/api-contract';
import { useWords } from '../../../../i18n/words.ts';
import { pathTo } from '../../../../paths.ts';

/** How many targets of each kind there are. */
export function TargetCounts({ targets }: { readonly targets: readonly EventTarget[] }) {
  const t = useWords();
  if (targets.length === 0) return <Box color="text-status-warning">{t('events.targets.none')}</Box>;
  const kinds = [...new Set(targets.map(({ address }) => address.kind))];
  const counted = kinds.map((kind) => {
    const count = targets.filter(({ address }) => address.kind === kind).length;
    return t('events.targets.count', { kind: t(`targetKind.${kind}`), count });
  });
  return <>{counted.join(', ')}</>;
}

/** Where a target is, in a line; secrets are shown by their names. */
export function AddressWords({ address }: { readonly address: TargetAddress }) {
  const t = useWords();
  const secret = (name: string): string => t('events.secretNamed', { name: `TRUEUP_SECRET_${name}` });
  switch (address.kind) {
    case 'runbook':
      return <Link href={pathTo('documentRunbook', { documentName: address.document })}>{address.document}</Link>;
    case 'remediation':
      return <>{t('targetKind.remediation.text')}</>;
    case 'security-hub':
      return <>{t('targetKind.security-hub.text')}</>;
    case 'sns':
      return <>{address.topicArn}</>;
    case 'sqs':
      return <>{address.queueArn}</>;
    case 'event-bus':
      return <>{address.busArn}</>;
    case 'lambda':
      return <>{address.functionArn}</>;
    case 'step-functions':
      return <>{address.stateMachineArn}</>;
    case 'webhook':
      return <>{address.url}</>;
    case 'email':
      return <>{address.to.join(', ')}</>;
    case 'slack':
    case 'teams':
      return <>{secret(address.urlSecret)}</>;
    case 'jira':
      return <>{`${address.baseUrl} · ${address.project} · ${address.issueType}`}</>;
    case 'servicenow':
      return <>{`${address.baseUrl} · ${address.table}`}</>;
  }
}
