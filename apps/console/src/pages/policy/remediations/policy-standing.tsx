import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import type { PolicyInForce, PolicyView, VisiblePolicy } from '@trueup/api-contract';
import { CopyText } from '../../../components/copy-text.tsx';
import { Instant } from '../../../components/instant.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords, type Words } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';

/** What counts now, who made it so, and how far it reaches. */
export function PolicyStanding({ visible: { inForce, policy } }: { readonly visible: VisiblePolicy }) {
  const t = useWords();
  if (inForce.kind === 'none') {
    return (
      <Alert type="info" header={t('remediations.none')} action={<SourceLink text={t('remediations.writePolicy')} />}>
        {t('remediations.none.text')}
      </Alert>
    );
  }
  if (inForce.kind === 'unreadable') {
    return (
      <Alert
        type="error"
        header={t('remediations.unreadable')}
        action={<SourceLink text={t('remediations.openPolicy')} />}
      >
        {t('remediations.unreadable.text')} {inForce.detail}
      </Alert>
    );
  }
  return (
    <Container>
      <Pairs inForce={inForce} policy={policy} />
    </Container>
  );
}

function SourceLink({ text }: { readonly text: string }) {
  return <Link href={pathTo('policySource')}>{text}</Link>;
}

type Counting = Extract<PolicyInForce, { readonly kind: 'applied' | 'file' }>;

function Pairs({ inForce, policy }: { readonly inForce: Counting; readonly policy: PolicyView | undefined }) {
  const t = useWords();
  const { number } = useFormats();
  const reach: KeyValuePairsProps.Item[] =
    policy === undefined
      ? []
      : [
          {
            label: t('remediations.reach'),
            value: (
              <>
                <Link href={pathTo('accounts')}>{t('remediations.accounts', { count: policy.accounts })}</Link>
                {' · '}
                <span title={policy.regions.join(', ')}>
                  {t('remediations.regions', { count: policy.regions.length })}
                </span>
              </>
            ),
          },
          {
            label: t('remediations.sources'),
            value: t('remediations.sources.text', {
              queues: number(policy.sources.queues),
              hubs: number(policy.sources.securityHub),
            }),
          },
        ];
  return (
    <KeyValuePairs
      columns={4}
      items={[
        { label: t('remediations.inForce'), value: <InForce t={t} inForce={inForce} /> },
        { label: t('remediations.hash'), value: <CopyText text={inForce.hash.slice(0, 16)} /> },
        ...reach,
      ]}
    />
  );
}

function InForce({ t, inForce }: { readonly t: Words; readonly inForce: Counting }) {
  if (inForce.kind === 'file') return <>{t('remediations.inForce.file')}</>;
  return (
    <>
      {t('remediations.inForce.applied', { name: inForce.appliedBy })} <Instant at={inForce.appliedAt} relative />
    </>
  );
}
