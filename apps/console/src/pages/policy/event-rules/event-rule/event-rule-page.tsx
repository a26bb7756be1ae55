import Container from '@cloudscape-design/components/container';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { EventRule } from '@trueup/api-contract';
import { useState } from 'react';
import { useAct } from '../../../../api/use-act.ts';
import { useAsked } from '../../../../api/use-asked.ts';
import { OperationButton } from '../../../../components/action-button.tsx';
import { CopyText } from '../../../../components/copy-text.tsx';
import { Instant } from '../../../../components/instant.tsx';
import { Loaded } from '../../../../components/loaded.tsx';
import { Page } from '../../../../components/page.tsx';
import { useGo } from '../../../../components/use-go.ts';
import { useParam } from '../../../../components/use-param.ts';
import { ReasonDialog } from '../../../../forms/reason-dialog.tsx';
import { useWords } from '../../../../i18n/words.ts';
import { pathTo } from '../../../../paths.ts';
import { useNotices } from '../../../../shell/notices.tsx';
import { EnabledToggle } from '../enabled-toggle.tsx';
import { EditRule } from '../rule/edit-rule.tsx';
import { TargetsTable } from '../targets/targets-table.tsx';

/** One rule: when it fires, where it sends, and what became of that. */
export function EventRulePage() {
  const t = useWords();
  const { ruleId } = useParam('eventRule');
  const query = useAsked('getEventRule', { id: ruleId });
  const [isDeleting, setDeleting] = useState(false);
  const rule = query.data;
  return (
    <Page
      title={rule?.name ?? ruleId}
      description={rule?.description}
      above={[{ text: t('nav.eventRules'), href: pathTo('eventRules') }]}
      actions={
        rule === undefined ? undefined : (
          <OperationButton operation="deleteEventRule" onClick={() => setDeleting(true)}>
            {t('common.delete')}
          </OperationButton>
        )
      }
    >
      <Loaded query={query}>
        {(found) => (
          <SpaceBetween size="l">
            <Standing rule={found} />
            <TargetsTable rule={found} />
            {/* A trigger that others have changed begins the form anew; another target does not. */}
            <EditRule key={JSON.stringify([found.pattern, found.schedule, found.description])} rule={found} />
          </SpaceBetween>
        )}
      </Loaded>
      {isDeleting && rule !== undefined ? <DeleteDialog rule={rule} onClose={() => setDeleting(false)} /> : undefined}
    </Page>
  );
}

function Standing({ rule }: { readonly rule: EventRule }) {
  const t = useWords();
  return (
    <Container>
      <KeyValuePairs
        columns={3}
        items={[
          { label: t('events.state'), value: <EnabledToggle rule={rule} /> },
          {
            label: t('nav.deliveries'),
            value: <Link href={pathTo('deliveries', {}, { rule: rule.name })}>{t('events.deliveries')}</Link>,
          },
          { label: t('events.createdBy'), value: rule.createdBy },
          { label: t('events.updatedAt'), value: <Instant at={rule.updatedAt} /> },
          { label: 'ARN', value: <CopyText text={rule.arn} /> },
        ]}
      />
    </Container>
  );
}

function DeleteDialog({ rule, onClose }: { readonly rule: EventRule; readonly onClose: () => void }) {
  const t = useWords();
  const go = useGo();
  const notices = useNotices();
  const remove = useAct('deleteEventRule', () => {
    notices.done(t('events.deleted', { name: rule.name }));
    go(pathTo('eventRules'));
  });
  return (
    <ReasonDialog
      title={t('events.delete', { name: rule.name })}
      confirm={t('common.delete')}
      reason="none"
      isPending={remove.isPending}
      problem={remove.error}
      onConfirm={() => remove.mutate({ id: rule.name, ...(rule.targets.length === 0 ? {} : { force: true }) })}
      onDismiss={onClose}
    >
      {t('events.delete.text', { targets: rule.targets.length })}
    </ReasonDialog>
  );
}
