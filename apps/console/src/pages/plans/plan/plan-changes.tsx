import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Difference, Plan } from '@trueup/api-contract';
import { DifferenceList } from '../../../components/difference-list.tsx';
import { useWords } from '../../../i18n/words.ts';
import { Folded } from './folded.tsx';
import { LazyDiff } from './lazy-diff.tsx';
import { sortedJson } from './sorted-json.ts';

interface PlanChangesProps {
  readonly plan: Plan;
  readonly differences: readonly Difference[];
}

/** Every value that would change, and the whole configuration on demand. */
export function PlanChanges({ plan, differences }: PlanChangesProps) {
  const t = useWords();
  const title = t('planPage.changes', { count: differences.length });
  return (
    <Container
      header={
        <Header variant="h2" description={t('planPage.changes.description')}>
          {title}
        </Header>
      }
    >
      <SpaceBetween size="s">
        <DifferenceList label={title} differences={differences} />
        <Folded title={t('planPage.configuration')}>
          {() => (
            <LazyDiff
              language="json"
              beforeLabel={t('planPage.configuration.before')}
              afterLabel={t('planPage.configuration.after')}
              before={sortedJson(plan.before.configuration)}
              after={sortedJson(plan.expected)}
            />
          )}
        </Folded>
      </SpaceBetween>
    </Container>
  );
}
