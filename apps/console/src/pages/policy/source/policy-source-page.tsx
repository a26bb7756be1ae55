import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { allowedOperation, Problem, type StoredPolicy } from '@trueup/api-contract';
import { useAsked } from '../../../api/use-asked.ts';
import { useWhyNot } from '../../../components/action-button.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { useWords } from '../../../i18n/words.ts';
import { useMe } from '../../../session/session-context.ts';
import { DriftAlert } from './drift-alert.tsx';
import { InForce } from './in-force.tsx';
import { PolicyEditor } from './policy-editor.tsx';

export function PolicySourcePage() {
  const t = useWords();
  const whyNot = useWhyNot();
  const mayRead = allowedOperation(useMe(), 'exportPolicy');
  return (
    <Page title={t('nav.policySource')} description={t('policySource.text')}>
      <SpaceBetween size="l">
        <InForce />
        <DriftAlert />
        {mayRead.kind === 'allowed' ? (
          <StoredSource />
        ) : (
          <SpaceBetween size="l">
            <Alert type="info" header={t('policySource.unreadable')}>
              {whyNot(mayRead)}. {t('policySource.unreadable.text')}
            </Alert>
            <PolicyEditor stored={undefined} isFirst={false} />
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Page>
  );
}

/** Nothing was applied yet: that is where a policy begins, and no failure. */
function StoredSource() {
  const query = useAsked('exportPolicy', {});
  const isFirst = query.error instanceof Problem && query.error.code === 'not-found' && query.data === undefined;
  const data: { readonly stored: StoredPolicy | undefined } | undefined = isFirst
    ? { stored: undefined }
    : query.data === undefined
      ? undefined
      : { stored: query.data };
  return (
    <Loaded query={{ data, error: isFirst ? null : query.error, refetch: query.refetch }}>
      {({ stored }) => <PolicyEditor stored={stored} isFirst={isFirst} />}
    </Loaded>
  );
}
