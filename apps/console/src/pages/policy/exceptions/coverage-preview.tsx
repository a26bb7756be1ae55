import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TargetScope } from '@trueup/api-contract';
import { useIntl } from 'react-intl';
import { useAsked } from '../../../api/use-asked.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Severity } from '../../../components/severity.tsx';
import { namesSomething } from '../../../forms/scope-draft.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { coverageQuestion, type CoverageQuestion } from './coverage-question.ts';

const SHOWN = 10;

/** The open findings that a scope would cover, before anything is placed. */
export function CoveragePreview({ scope }: { readonly scope: TargetScope }) {
  const t = useWords();
  const isNarrow = namesSomething(scope);
  return (
    <Container header={<Header variant="h2">{t('exceptions.preview')}</Header>}>
      {isNarrow ? <Matches question={coverageQuestion(scope)} /> : <Box>{t('exceptions.preview.none')}</Box>}
    </Container>
  );
}

function Matches({ question: { input, leftOut } }: { readonly question: CoverageQuestion }) {
  const t = useWords();
  const intl = useIntl();
  const { number } = useFormats();
  const count = useAsked('countMatching', input, { keepPrevious: true });
  const first = useAsked('searchFindings', { ...input, limit: SHOWN }, { keepPrevious: true });
  const members = intl.formatList(
    leftOut.map((member) => t(`scope.${member}`)),
    { type: 'conjunction' },
  );
  return (
    <SpaceBetween size="s">
      <Loaded query={count}>
        {({ total, atLeast }) => (
          <Box fontWeight="bold">
            <span role="status">
              {t(leftOut.length > 0 ? 'exceptions.preview.most' : 'exceptions.preview.count', {
                count: total,
                shown: `${number(total)}${atLeast ? '+' : ''}`,
              })}
            </span>
          </Box>
        )}
      </Loaded>
      {leftOut.length === 0 ? undefined : (
        <Box color="text-body-secondary">{t('exceptions.preview.leftOut', { members })}</Box>
      )}
      <Loaded query={first}>
        {({ items }) => (
          <ul aria-label={t('exceptions.preview.first')}>
            {items.map(({ id, severity, controlId, resource }) => (
              <li key={id} style={{ overflowWrap: 'anywhere' }}>
                <Severity value={severity} /> {controlId}{' '}
                <Link href={pathTo('finding', { findingId: id })}>{resource.id}</Link>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </SpaceBetween>
  );
}
