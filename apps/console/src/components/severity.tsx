import Badge, { type BadgeProps } from '@cloudscape-design/components/badge';
import type { Severity as SeverityName } from '@trueup/api-contract';
import { useWords } from '../i18n/words.ts';

const COLORS: Readonly<Record<SeverityName, NonNullable<BadgeProps['color']>>> = {
  CRITICAL: 'severity-critical',
  HIGH: 'severity-high',
  MEDIUM: 'severity-medium',
  LOW: 'severity-low',
  INFORMATIONAL: 'severity-neutral',
};

export function Severity({ value }: { readonly value: SeverityName }) {
  const t = useWords();
  return <Badge color={COLORS[value]}>{t(`severity.${value}`)}</Badge>;
}
