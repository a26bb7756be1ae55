import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Plan } from '@trueup/api-contract';
import { CopyText } from '../../../components/copy-text.tsx';
import { Instant } from '../../../components/instant.tsx';
import { useWords } from '../../../i18n/words.ts';

/** The hash that a yes is bound to, and what goes into it. */
export function PlanBinding({ plan }: { readonly plan: Plan }) {
  const t = useWords();
  return (
    <Container header={<Header variant="h2">{t('planPage.binding')}</Header>}>
      <SpaceBetween size="s">
        <Box>{t('planPage.binding.text')}</Box>
        <KeyValuePairs
          columns={2}
          items={[
            { label: t('planPage.hash'), value: <CopyText text={plan.hash} /> },
            { label: t('planPage.policyHash'), value: <CopyText text={plan.policyHash} /> },
            { label: t('planPage.observedAt'), value: <Instant at={plan.before.takenAt} /> },
            { label: t('planPage.id'), value: <CopyText text={plan.id} /> },
          ]}
        />
      </SpaceBetween>
    </Container>
  );
}
