import { hasTag } from '../compile-scope.ts';
import { covers } from '../covers.ts';
import type { DecisionInput } from '../decision.ts';
import type { Exception } from '../exception.ts';
import { ownerOf } from '../owner-of.ts';
import { asks, blocks, passes, resting, unreadable, type Answer } from './answer.ts';

/** What holds for this very resource. */
export const resourceGuards = { exception, owner, critical };

const UNREAD = 'the tags of the resource were not read';

function exception(input: DecisionInput): Answer {
  return resting(input.facts.exceptions, (all) => {
    const binding = all.filter((one) => one.expiresAt > input.now && binds(one, input.asked));
    const found = binding.filter(({ scope }) => covers(scope, input.target) === 'covered');
    const last = found.reduce<Exception | undefined>(
      (one, other) => (one && one.expiresAt >= other.expiresAt ? one : other),
      undefined,
    );
    if (last) {
      const detail = `exception ${last.id} of ${last.owner} until ${last.expiresAt}: ${last.justification}`;
      return blocks('excepted', detail, last.expiresAt);
    }
    const unknown = binding.find(({ scope }) => covers(scope, input.target) === 'unknown');
    if (!unknown) return passes('no exception covers it');
    return unreadable(`whether exception ${unknown.id} covers it hangs on its tags, which were not read`);
  });
}

/** What Trueup gave up on by itself, a person may still try, as with AWS Config's own exceptions. */
const binds = ({ origin }: Exception, asked: DecisionInput['asked']): boolean =>
  origin !== 'attempts' || asked === 'policy';

function owner({ target: { tags }, line }: DecisionInput): Answer {
  if (line?.changeOwned) return passes(`line ${line.name} changes what code owns`);
  if (!tags) return unreadable(UNREAD);
  const found = ownerOf(tags);
  return found
    ? blocks('owned-by-code', `${found.tool} owns it: ${found.name}`)
    : passes('no code owns it by its tags');
}

/** Any one of the tags is enough: rather an approval too many. */
function critical({ target: { tags }, policy }: DecisionInput): Answer {
  const telling = Object.entries(policy.critical.tags);
  if (telling.length === 0) return passes('the policy names no critical resources');
  if (!tags) return unreadable(UNREAD);
  const found = telling.find(([name, values]) => hasTag(tags, name, values));
  return found
    ? asks('critical-resource', `tag ${found[0]}=${tags[found[0]] ?? ''} says that it is critical`)
    : passes('no tag says that it is critical');
}
