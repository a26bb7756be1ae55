import Badge, { type BadgeProps } from '@cloudscape-design/components/badge';
import type { Risk } from '@trueup/api-contract';
import { useWordOf } from '../../i18n/words.ts';

const COLORS: Readonly<Record<Risk, NonNullable<BadgeProps['color']>>> = {
  safe: 'green',
  low: 'blue',
  disruptive: 'severity-medium',
  destructive: 'severity-critical',
};

export function RiskBadge({ risk }: { readonly risk: Risk }) {
  const wordOf = useWordOf();
  return <Badge color={COLORS[risk]}>{wordOf('risk', risk)}</Badge>;
}
