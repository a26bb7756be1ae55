import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import type { ActionName, Allowance, OperationName, SubjectOf } from '@trueup/api-contract';
import { allowedAction, allowedOperation } from '@trueup/api-contract';
import type { ReactNode } from 'react';
import { useWordOf, useWords } from '../i18n/words.ts';
import { useMe } from '../session/session-context.ts';

interface Common extends Pick<
  ButtonProps,
  'variant' | 'iconName' | 'loading' | 'onClick' | 'formAction' | 'ariaLabel'
> {
  readonly children: ReactNode;
  /** Why it cannot be done now although role and state would allow it, such as an empty form. */
  readonly because?: string | undefined;
}
interface OnSubject<A extends ActionName> extends Common {
  readonly action: A;
  readonly subject: SubjectOf<A>;
}
interface OfOperation extends Common {
  readonly operation: OperationName;
  readonly says?: string;
}

/** A button for an action of the capability table. Disabled, it says why. */
export function ActionButton<A extends ActionName>({ action, subject, ...rest }: OnSubject<A>) {
  const me = useMe();
  return <AllowedButton {...rest} allowance={allowedAction(me, action, subject)} />;
}

/** The same for what has no state of its own, such as making a user. */
export function OperationButton({ operation, says, ...rest }: OfOperation) {
  const me = useMe();
  return <AllowedButton {...rest} allowance={allowedOperation(me, operation, says)} />;
}

function AllowedButton({ allowance, because, children, ...rest }: Common & { readonly allowance: Allowance }) {
  const why = useWhyNot()(allowance) ?? because;
  return (
    <Button {...rest} {...(why === undefined ? {} : { disabled: true, disabledReason: why })}>
      {children}
    </Button>
  );
}

/** Says why something may not be done; undefined where it may. */
export function useWhyNot(): (allowance: Allowance) => string | undefined {
  const t = useWords();
  const wordOf = useWordOf();
  return (allowance) => {
    switch (allowance.kind) {
      case 'allowed':
        return undefined;
      case 'lacks-role': {
        const roles = allowance.roles.map((role) => wordOf('role', role)).join(', ');
        return allowance.all ? t('may.needsAllRoles', { roles }) : t('may.needsRole', { roles });
      }
      case 'lacks-place':
        return t('may.everywhere');
      case 'wrong-state':
        return t('may.wrongState');
      case 'own-request':
        return t('may.ownRequest');
    }
  };
}
