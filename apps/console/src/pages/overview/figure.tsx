import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';

interface FigureProps {
  readonly value: string;
  /** What the number counts. */
  readonly href: string;
  readonly children: ReactNode;
}

/** A number that leads to what is behind it, and what it says. */
export function Figure({ value, href, children }: FigureProps) {
  return (
    <>
      <Link variant="awsui-value-large" href={href}>
        {value}
      </Link>
      <Box variant="small" color="text-body-secondary" display="block" padding={{ top: 'xxs' }}>
        {children}
      </Box>
    </>
  );
}
