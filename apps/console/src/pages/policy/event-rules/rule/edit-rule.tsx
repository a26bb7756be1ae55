import Button from '@cloudscape-design/components/button';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { EventRule } from '@trueup/api-contract';
import { useState } from 'react';
import { useAct } from '../../../../api/use-act.ts';
import { OperationButton } from '../../../../components/action-button.tsx';
import { LeaveGuard } from '../../../../components/leave-guard.tsx';
import { ProblemAlert } from '../../../../components/problem-alert.tsx';
import { useWords } from '../../../../i18n/words.ts';
import { useNotices } from '../../../../shell/notices.tsx';
import { draftFault, draftOf, inputOf, isSame, type RuleDraft } from './rule-draft.ts';
import { RuleFields } from './rule-fields.tsx';

/** The trigger of a rule as it stands, which may be changed and tried; nothing is stored before it is saved. */
export function EditRule({ rule }: { readonly rule: EventRule }) {
  const t = useWords();
  const notices = useNotices();
  const first = draftOf(rule);
  const [draft, setDraft] = useState<RuleDraft>(first);
  const put = useAct('putEventRule', ({ name }) => notices.done(t('events.saved', { name })));
  const fault = draftFault(draft);
  const isUnchanged = isSame(first, draft);
  const because = isUnchanged ? t('events.unchanged') : fault === undefined ? undefined : t(`events.fault.${fault}`);
  return (
    <SpaceBetween size="l">
      <RuleFields draft={draft} onChange={setDraft} />
      <Container>
        <SpaceBetween size="m">
          <FormField label={t('events.description')} stretch>
            <Input
              value={draft.description}
              onChange={({ detail }) => setDraft({ ...draft, description: detail.value })}
            />
          </FormField>
          {put.error === null ? undefined : <ProblemAlert problem={put.error} />}
          <Box float="right">
            <SpaceBetween direction="horizontal" size="xs">
              <Button disabled={isUnchanged} disabledReason={t('events.unchanged')} onClick={() => setDraft(first)}>
                {t('events.discard')}
              </Button>
              <OperationButton
                operation="putEventRule"
                variant="primary"
                loading={put.isPending}
                because={because}
                onClick={() => put.mutate(inputOf({ ...draft, enabled: rule.enabled }))}
              >
                {t('events.save')}
              </OperationButton>
            </SpaceBetween>
          </Box>
        </SpaceBetween>
      </Container>
      <LeaveGuard isUnsaved={() => !isUnchanged && !put.isSuccess} />
    </SpaceBetween>
  );
}
