import SpaceBetween from '@cloudscape-design/components/space-between';
import { useAsked } from '../../../api/use-asked.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { useControlTitle } from '../../../components/use-control-title.ts';
import { useParam } from '../../../components/use-param.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { NoPlanAlert } from '../../plans/no-plan-alert.tsx';
import { useMakePlan } from '../../plans/use-make-plan.ts';
import { FindingActions } from './finding-actions.tsx';
import { FindingBadges } from './finding-badges.tsx';
import { FindingTabs } from './finding-tabs.tsx';

/** One finding: what is wrong, why it is or is not repaired, and what there is to prove it. */
export function FindingPage() {
  const t = useWords();
  const titleOf = useControlTitle();
  const { findingId } = useParam('finding');
  const query = useAsked('getFinding', { id: findingId });
  const makePlan = useMakePlan();
  const above = [{ text: t('nav.findings'), href: pathTo('findings') }];
  if (query.data === undefined)
    return (
      <Page title={t('finding.title')} above={above}>
        <Loaded query={query}>{() => null}</Loaded>
      </Page>
    );
  const { finding } = query.data;
  const title = titleOf(finding.controlId, finding.title);
  return (
    <Page
      title={title}
      above={above}
      description={<FindingBadges finding={finding} />}
      actions={<FindingActions finding={finding} makePlan={makePlan} />}
    >
      <Loaded query={query}>
        {(shown) => (
          <SpaceBetween size="m">
            {makePlan.left === undefined ? undefined : (
              <NoPlanAlert left={makePlan.left} onDismiss={makePlan.dismiss} />
            )}
            <FindingTabs shown={shown} />
          </SpaceBetween>
        )}
      </Loaded>
    </Page>
  );
}
