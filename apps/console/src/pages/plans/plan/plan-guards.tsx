import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Plan } from '@trueup/api-contract';
import { useAsked } from '../../../api/use-asked.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { useNow } from '../../../components/use-now.ts';
import { useWords } from '../../../i18n/words.ts';
import { GuardsTable } from '../../findings/finding/guards-table.tsx';
import { Folded } from './folded.tsx';
import { isOpen } from './plan-life.ts';

/** What the guards of the policy say now. Of a plan that is over they tell nothing any more. */
export function PlanGuards({ plan }: { readonly plan: Plan }) {
  const t = useWords();
  const now = useNow(60_000);
  const asked = plan.kind === 'repair' && isOpen(plan, now);
  const query = useAsked('explainDecision', { findingId: plan.findingId }, { enabled: asked });
  if (!asked) return null;
  const guards = query.data?.decision.guards ?? [];
  const passing = guards.filter(({ verdict }) => verdict === 'passes');
  const others = guards.filter(({ verdict }) => verdict !== 'passes');
  return (
    <Container
      header={
        <Header
          variant="h2"
          {...(guards.length === 0 ? {} : { counter: `(${passing.length}/${guards.length})` })}
          description={t('planPage.guards.description')}
        >
          {t('planPage.guards')}
        </Header>
      }
    >
      <Loaded query={query}>
        {() => (
          <SpaceBetween size="s">
            {others.length === 0 ? (
              t('planPage.guards.allPass')
            ) : (
              <GuardsTable label={t('planPage.guards.others')} guards={others} />
            )}
            <Folded title={t('planPage.guards.passing', { count: passing.length })}>
              {() => <GuardsTable label={t('planPage.guards.passing', { count: passing.length })} guards={passing} />}
            </Folded>
          </SpaceBetween>
        )}
      </Loaded>
    </Container>
  );
}
