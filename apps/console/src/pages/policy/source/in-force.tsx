import Container from '@cloudscape-design/components/container';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { VisiblePolicy } from '@trueup/api-contract';
import { useAsked } from '../../../api/use-asked.ts';
import { CopyText } from '../../../components/copy-text.tsx';
import { Instant } from '../../../components/instant.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';

/** What counts now, and what made it so. */
export function InForce() {
  const query = useAsked('getPolicyInForce', {});
  return (
    <Container>
      <Loaded query={query}>{(visible) => <Facts visible={visible} />}</Loaded>
    </Container>
  );
}

function Facts({ visible: { inForce, policy } }: { readonly visible: VisiblePolicy }) {
  const t = useWords();
  const { number } = useFormats();
  const state = { label: t('policySource.inForce'), value: <State inForce={inForce} /> };
  const hash =
    inForce.kind === 'applied' || inForce.kind === 'file'
      ? [{ label: t('policySource.hash'), value: <CopyText text={inForce.hash} /> }]
      : [];
  const by =
    inForce.kind === 'applied'
      ? [
          {
            label: t('policySource.applied'),
            value: (
              <>
                {inForce.appliedBy} <Instant at={inForce.appliedAt} relative />
              </>
            ),
          },
        ]
      : [];
  const lines =
    policy === undefined
      ? []
      : [
          {
            label: t('nav.remediations'),
            value: (
              <Link href={pathTo('remediations')}>
                {t('policySource.lines', { count: policy.remediations.length })}
              </Link>
            ),
          },
          {
            label: t('nav.accounts'),
            value: <Link href={pathTo('accounts')}>{number(policy.accounts)}</Link>,
          },
        ];
  return <KeyValuePairs columns={4} items={[state, ...by, ...lines, ...hash]} />;
}

function State({ inForce }: { readonly inForce: VisiblePolicy['inForce'] }) {
  const t = useWords();
  switch (inForce.kind) {
    case 'applied':
      return <StatusIndicator type="success">{t('policySource.kind.applied')}</StatusIndicator>;
    case 'file':
      return <StatusIndicator type="info">{t('policySource.kind.file')}</StatusIndicator>;
    case 'none':
      return <StatusIndicator type="pending">{t('policySource.kind.none')}</StatusIndicator>;
    case 'unreadable':
      return (
        <StatusIndicator type="error">
          {t('policySource.kind.unreadable')} {inForce.detail}
        </StatusIndicator>
      );
  }
}
