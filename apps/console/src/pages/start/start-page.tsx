import type { AccountSummary } from '@trueup/api-contract';
import Alert from '@cloudscape-design/components/alert';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useAsked } from '../../api/use-asked.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';
import { ConnectPart } from './connect-part.tsx';
import { DemoPart } from './demo-part.tsx';
import { StepList } from './step-list.tsx';
import { START_STEPS, stepStandings } from './start-steps.ts';
import { useCallerArn } from './use-caller-arn.ts';
import { useStartFacts } from './use-start-facts.ts';

export function StartPage() {
  const t = useWords();
  const query = useAsked('listAccounts', {});
  return (
    <Page title={t('nav.start')} description={t('start.text')}>
      <Loaded query={query}>{({ items }) => <WayIn accounts={items} />}</Loaded>
    </Page>
  );
}

function WayIn({ accounts }: { readonly accounts: readonly AccountSummary[] }) {
  const t = useWords();
  const facts = useStartFacts(accounts);
  const standings = stepStandings(facts);
  const policy = useAsked('getPolicyInForce', {});
  const callerArn = useCallerArn(accounts.length);
  const isDone = START_STEPS.every((step) => standings[step] === 'done');
  return (
    <SpaceBetween size="l">
      {isDone ? (
        <Alert type="success" header={t('start.done')}>
          {t('start.done.text')} <Link href={pathTo('overview')}>{t('nav.overview')}</Link>
        </Alert>
      ) : undefined}
      <StepList standings={standings} accounts={accounts} />
      <ConnectPart policy={policy.data} callerArn={callerArn} />
      <DemoPart />
    </SpaceBetween>
  );
}
