import Link from '@cloudscape-design/components/link';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { openFindingsWith } from '../../../finding-view/finding-view.ts';
import { pathTo } from '../../../paths.ts';
import type { RemediationRow } from './remediation-rows.ts';

/** The control's own runbook, one that is stored here, or one of the target account, which is not to be opened here. */
export function RunbookLink({ row: { line, standing } }: { readonly row: RemediationRow }) {
  const t = useWords();
  const chosen = line?.runbook;
  if (chosen?.runs === 'account') return <>{t('remediations.runbook.account', { name: chosen.document })}</>;
  if (chosen !== undefined) {
    return <Link href={pathTo('documentRunbook', { documentName: chosen.document })}>{chosen.document}</Link>;
  }
  if (standing === undefined) return <>{t('remediations.runbook.own')}</>;
  return <Link href={pathTo('controlRunbook', { controlId: standing.controlId })}>{standing.documentName}</Link>;
}

/** Open findings of the control, which are more than the line covers where its scope is narrower. */
export function OpenFindingsLink({ row: { line, standing } }: { readonly row: RemediationRow }) {
  const t = useWords();
  const { number } = useFormats();
  if (standing === undefined) return <>{t('common.none')}</>;
  const { openFindings, controlId } = standing;
  const { accounts = [], regions = [] } = line?.scope ?? {};
  const search = openFindingsWith({
    ComplianceSecurityControlId: [controlId],
    AwsAccountId: accounts,
    Region: regions,
  });
  return (
    <Link
      href={pathTo('findings', {}, search)}
      ariaLabel={t('remediations.openFindings.of', { count: openFindings, control: controlId })}
    >
      {number(openFindings)}
    </Link>
  );
}
