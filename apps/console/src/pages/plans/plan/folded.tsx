import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Spinner from '@cloudscape-design/components/spinner';
import { Suspense, useState, type ReactNode } from 'react';

interface FoldedProps {
  readonly title: string;
  readonly children: () => ReactNode;
}

/** A part that is made only once it is opened. */
export function Folded({ title, children }: FoldedProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <ExpandableSection headerText={title} expanded={isOpen} onChange={({ detail }) => setOpen(detail.expanded)}>
      {isOpen ? <Suspense fallback={<Spinner />}>{children()}</Suspense> : undefined}
    </ExpandableSection>
  );
}
