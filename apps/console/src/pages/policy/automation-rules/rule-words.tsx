import type { AutomationRule, JsonObject } from '@trueup/api-contract';
import Box from '@cloudscape-design/components/box';
import { useIntl } from 'react-intl';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { CLOSED } from './criteria-fields.ts';
import { tokensOf, type CriteriaToken } from './criteria-tokens.ts';

/** Criteria in words, a line for each condition. */
export function CriteriaWords({ criteria }: { readonly criteria: JsonObject }) {
  const t = useWords();
  const tokens = tokensOf(criteria);
  const words = useTokenWords();
  if (tokens === undefined) return <>{t('rules.criteria.asJson', { fields: Object.keys(criteria).join(', ') })}</>;
  if (tokens.length === 0) return <>{t('rules.criteria.all')}</>;
  return tokens.map((token, index) => (
    <div key={index} style={{ overflowWrap: 'anywhere' }}>
      <Box variant="span" color="text-body-secondary">
        {token.propertyKey}
      </Box>{' '}
      {words(token)}
    </div>
  ));
}

function useTokenWords(): (token: CriteriaToken) => string {
  const intl = useIntl();
  const wordOf = useWordOf();
  return ({ propertyKey, operator, value }) => {
    const words = CLOSED[propertyKey]?.words;
    const values = [value].flat().map((one) => (words === undefined ? one : wordOf(words, one)));
    return `${operator} ${intl.formatList(values, { type: operator.startsWith('!') ? 'conjunction' : 'disjunction' })}`;
  };
}

/** What a rule sets, a line for each field. */
export function UpdateWords({ update }: { readonly update: AutomationRule['update'] }) {
  return useUpdateLines()(update).map(({ field, value }) => (
    <div key={field} style={{ overflowWrap: 'anywhere' }}>
      <Box variant="span" color="text-body-secondary">
        {field}
      </Box>{' '}
      {value}
    </div>
  ));
}

interface UpdateLine {
  readonly field: string;
  readonly value: string;
}

function useUpdateLines(): (update: AutomationRule['update']) => readonly UpdateLine[] {
  const t = useWords();
  const wordOf = useWordOf();
  const { formatNumber } = useIntl();
  return (update) => {
    const line = (field: string, value: string | undefined): readonly UpdateLine[] =>
      value === undefined || value === '' ? [] : [{ field, value }];
    const number = (value: number | undefined): string | undefined =>
      value === undefined ? undefined : formatNumber(value);
    const word = (list: string, value: string | undefined): string | undefined =>
      value === undefined ? undefined : wordOf(list, value);
    const { Severity: severity, Note: note } = update;
    return [
      ...line(t('rules.severity'), word('severity', severity?.Label)),
      ...line(t('rules.severity.normalized'), number(severity?.Normalized)),
      ...line(t('rules.severity.product'), number(severity?.Product)),
      ...line(t('rules.workflow'), word('workflow', update.Workflow?.Status)),
      ...line(t('rules.verification'), word('verification', update.VerificationState)),
      ...line(t('rules.confidence'), number(update.Confidence)),
      ...line(t('rules.criticality'), number(update.Criticality)),
      ...line(t('rules.note'), note?.Text),
      ...line(t('rules.types'), update.Types?.join(', ')),
      ...line(t('rules.related'), update.RelatedFindings?.map(({ Id }) => Id).join(', ')),
      ...line(
        t('rules.fields'),
        Object.entries(update.UserDefinedFields ?? {})
          .map(([key, value]) => `${key}=${value}`)
          .join(', '),
      ),
    ];
  };
}
