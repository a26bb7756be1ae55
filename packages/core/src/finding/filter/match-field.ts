import { type Instant, instantAfter } from '../../value/instant.ts';
import { isJsonObject } from '../../value/json.ts';
import { unreachable } from '../../value/unreachable.ts';
import type { Asff } from '../asff/asff.ts';
import { timestampInstant } from '../asff/timestamp.ts';
import type { AsffPath, DateTest, FieldFilter, MapTest, NumberTest, TextTest } from './finding-filters.ts';
import { ipNetwork, isWithin } from './ip-network.ts';

type Test = (value: unknown) => boolean;
type Match = (asff: Asff, now: Instant) => boolean;

const DAY_MS = 86_400_000;

/** The conditions on one field as one function. */
export function matchField(filter: FieldFilter): Match {
  switch (filter.kind) {
    case 'string':
      return anyAndNone(filter, textTest);
    case 'map':
      return anyAndNone(filter, mapTest);
    case 'number':
      return somewhere(filter.path, numberTest(filter.any));
    case 'date':
      return dateMatch(filter.path, filter.any);
    case 'boolean':
      return somewhere(filter.path, (value) => typeof value === 'boolean' && filter.any.includes(value));
    case 'ip':
      return somewhere(filter.path, ipTest(filter.any));
    case 'keyword':
      return keywordMatch(filter.any);
    default:
      return unreachable(filter);
  }
}

function anyAndNone<T>(
  { path, any, none }: { readonly path: AsffPath; readonly any: readonly T[]; readonly none: readonly T[] },
  test: (tests: readonly T[]) => Test,
): Match {
  const some = any.length === 0 ? undefined : somewhere(path, test(any));
  const bad = none.length === 0 ? undefined : somewhere(path, test(none));
  return (asff) => (some === undefined || some(asff)) && (bad === undefined || !bad(asff));
}

/** Whether the test holds for some value that the path leads to. The test is given undefined where there is none. */
function somewhere(path: AsffPath, test: Test): (asff: Asff) => boolean {
  return path.reduceRight<Test>((next, step) => (step === '[]' ? someItem(next) : member(step, next)), test);
}

function member(name: string, next: Test): Test {
  return (value) => isJsonObject(value) && next(value[name]);
}

function someItem(next: Test): Test {
  return (value) => {
    if (!Array.isArray(value)) return false;
    // some() with a closure costs more than the tests in it.
    for (let index = 0; index < value.length; index += 1) if (next(value[index])) return true;
    return false;
  };
}

function textTest(tests: readonly TextTest[]): Test {
  const of = (comparison: TextTest['comparison']) =>
    tests.filter((test) => test.comparison === comparison).map(({ value }) => value);
  const equals = new Set(of('EQUALS'));
  const prefixes = of('PREFIX');
  const parts = of('CONTAINS');
  return (value) =>
    typeof value === 'string' &&
    (equals.has(value) ||
      prefixes.some((prefix) => value.startsWith(prefix)) ||
      parts.some((part) => value.includes(part)));
}

function mapTest(tests: readonly MapTest[]): Test {
  return (value) =>
    isJsonObject(value) &&
    tests.some(({ key, comparison, value: wanted }) => {
      const text = Object.hasOwn(value, key) ? value[key] : undefined;
      return typeof text === 'string' && (comparison === 'EQUALS' ? text === wanted : text.includes(wanted));
    });
}

function numberTest(tests: readonly NumberTest[]): Test {
  return (value) =>
    typeof value === 'number' &&
    tests.some(
      ({ eq = value, gte = -Infinity, lte = Infinity, gt = -Infinity, lt = Infinity }) =>
        value === eq && value >= gte && value <= lte && value > gt && value < lt,
    );
}

function dateMatch(path: AsffPath, tests: readonly DateTest[]): Match {
  let judged: Instant | undefined;
  let holds: (at: Instant) => boolean = () => false;
  const match = somewhere(path, (value) => {
    const at = typeof value === 'string' ? timestampInstant(value) : undefined;
    return at !== undefined && holds(at);
  });
  return (asff, now) => {
    // Many findings are judged at one time.
    if (now !== judged) holds = dateTest(tests, now);
    judged = now;
    return match(asff);
  };
}

function dateTest(tests: readonly DateTest[], now: Instant): (at: Instant) => boolean {
  const spans = tests.map((test) => {
    switch (test.kind) {
      case 'between':
        return { from: test.from, to: test.to };
      case 'within':
        return { from: instantAfter(now, -test.days * DAY_MS) };
      case 'older-than':
        return { before: instantAfter(now, -test.days * DAY_MS) };
      default:
        return unreachable(test);
    }
  });
  return (at) =>
    spans.some(
      ({ from, to, before }) =>
        (from === undefined || at >= from) && (to === undefined || at <= to) && (before === undefined || at < before),
    );
}

function ipTest(networks: readonly string[]): Test {
  const wanted = networks.flatMap((text) => ipNetwork(text) ?? []);
  return (value) => {
    const given = typeof value === 'string' ? ipNetwork(value) : undefined;
    return given !== undefined && wanted.some((network) => isWithin(given, network));
  };
}

function keywordMatch(words: readonly string[]): Match {
  const wanted = words.map((word) => word.toLowerCase());
  return ({ Title, Description }) => {
    const texts = [Title.toLowerCase(), Description.toLowerCase()];
    return wanted.some((word) => texts.some((text) => text.includes(word)));
  };
}
