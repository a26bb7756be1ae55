import type { ReactNode } from 'react';
import type { ListTableProps } from '../../components/list-table.tsx';

/** What is in the table: findings, or the controls that they are about. */
export interface Rows<T> {
  readonly table: Omit<ListTableProps<T>, 'title' | 'filter' | 'pageSize' | 'variant' | 'description' | 'actions'>;
  /** How many the filter leaves, in words. */
  readonly countText: string;
  /** The next answer is on its way. */
  readonly isWaiting: boolean;
  /** What can be done with what is selected. */
  readonly actions?: ReactNode;
  readonly notice?: ReactNode;
}
