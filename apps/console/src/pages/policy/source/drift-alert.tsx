import Alert from '@cloudscape-design/components/alert';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import type { PolicyDrift } from '@trueup/api-contract';
import { useAsked } from '../../../api/use-asked.ts';
import { ProblemAlert } from '../../../components/problem-alert.tsx';
import { useWords } from '../../../i18n/words.ts';
import { ChangeList } from './change-list.tsx';

/** Whether the server's own file still says what was applied. Silent while it does, and before anything was applied. */
export function DriftAlert() {
  const query = useAsked('policyDrift', {});
  if (query.error !== null) return <ProblemAlert problem={query.error} onRetry={() => void query.refetch()} />;
  return query.data === undefined ? null : <Drift drift={query.data} />;
}

function Drift({ drift }: { readonly drift: PolicyDrift }) {
  const t = useWords();
  switch (drift.kind) {
    case 'in-sync':
    case 'never-applied':
      return null;
    case 'file-absent':
    case 'file-unreadable':
    case 'differs':
      return (
        <Alert type="warning" header={t(`policySource.drift.${drift.kind}`)}>
          {t('policySource.drift.text')} {drift.detail}
          {drift.kind === 'differs' ? (
            <ExpandableSection headerText={t('policySource.changes', { count: drift.changesTotal })}>
              <ChangeList label={t('policySource.drift.changes')} changes={drift.changes} total={drift.changesTotal} />
            </ExpandableSection>
          ) : undefined}
        </Alert>
      );
  }
}
