import type { Selector } from '../runbook/selector.ts';
import type { ApiShape } from './api-model.ts';

/** What a selector may find in a value of this shape. Empty: nothing, whatever the value. */
export function selectShapes(selector: Selector, shape: ApiShape): readonly ApiShape[] {
  return selector.reduce<readonly ApiShape[]>(
    (shapes, segment) => shapes.flatMap((one) => step(segment, one)).slice(0, MOST_SHAPES),
    [shape],
  );
}

const MOST_SHAPES = 100;
const MOST_VISITED = 2_000;

function step(segment: Selector[number], shape: ApiShape): readonly ApiShape[] {
  if (shape.kind === 'any') return [shape];
  switch (segment.kind) {
    case 'member':
      return memberOf(shape, segment.name);
    case 'element':
      return shape.kind === 'list' ? [shape.element()] : [];
    case 'every':
      return children(shape);
    case 'deep':
      return deep(segment.name, shape);
    case 'filter':
      return shape.kind === 'list' && hasPath(shape.element(), segment.path) ? [shape.element()] : [];
  }
}

function hasPath(shape: ApiShape, path: readonly string[]): boolean {
  const found = path.reduce<readonly ApiShape[]>(
    (shapes, name) => shapes.flatMap((one) => (one.kind === 'any' ? [one] : memberOf(one, name))),
    [shape],
  );
  return found.length > 0;
}

function memberOf(shape: ApiShape, name: string): readonly ApiShape[] {
  if (shape.kind === 'map') return [shape.value()];
  const member = shape.kind === 'structure' ? shape.member(name) : undefined;
  return member ? [member] : [];
}

function children(shape: ApiShape): readonly ApiShape[] {
  switch (shape.kind) {
    case 'list':
      return [shape.element()];
    case 'map':
      return [shape.value()];
    case 'structure':
      return shape.members.flatMap((name) => shape.member(name) ?? []);
    default:
      return [];
  }
}

/** Every member of this name at any depth. Structures that hold themselves are entered once. */
function deep(name: string, from: ApiShape): readonly ApiShape[] {
  const found: ApiShape[] = [];
  const entered = new Set<string>();
  const waiting = [from];
  for (let visited = 0; visited < MOST_VISITED; visited += 1) {
    const shape = waiting.pop();
    if (!shape) return found;
    if (shape.kind === 'any') return [shape];
    if (shape.kind === 'structure') {
      if (entered.has(shape.name)) continue;
      entered.add(shape.name);
    }
    found.push(...memberOf(shape, name));
    waiting.push(...children(shape));
  }
  // Too much to look through: it may be there.
  return [{ kind: 'any' }];
}
