import type { ListShape, MapShape, Shape, StringShape, StructureShape } from './shape.ts';

/** Longest part of a value that an error repeats. */
const MOST_SHOWN = 256;

/** Each violated constraint of a structure, in AWS's words. */
export function faultsOf(shape: StructureShape, value: unknown, path = ''): string[] {
  const members = value as Readonly<Record<string, unknown>>;
  return Object.entries(shape.members).flatMap(([name, member]) => {
    const at = `${path}${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    const given = members[name];
    if (given !== undefined) return memberFaults(member, given, at);
    return shape.required.includes(name) ? [faultText('null', at, 'Member must not be null')] : [];
  });
}

function memberFaults(shape: Shape, value: unknown, path: string): string[] {
  if (shape.kind === 'structure') return faultsOf(shape, value, `${path}.`);
  if (shape.kind === 'list' && shape.of.kind === 'structure') {
    const { of } = shape;
    const sizes = sizeConstraints(shape).filter(({ holds }) => !holds((value as unknown[]).length));
    return [
      ...sizes.map(({ text }) => faultText(quoted(value), path, text)),
      ...(value as unknown[]).flatMap((item, index) => faultsOf(of, item, `${path}.${index + 1}.member.`)),
    ];
  }
  return constraintsOf(shape)
    .filter(({ holds }) => !holds(value))
    .map(({ text }) => faultText(quoted(value), path, text));
}

const faultText = (value: string, path: string, constraint: string): string =>
  `Value ${value} at '${path}' failed to satisfy constraint: ${constraint}`;

interface Constraint {
  readonly text: string;
  readonly holds: (value: unknown) => boolean;
}

function constraintsOf(shape: Shape): readonly Constraint[] {
  switch (shape.kind) {
    case 'string':
      return stringConstraints(shape);
    case 'integer': {
      const { min, max } = shape;
      return [
        ...(max === undefined ? [] : [limit(`value less than or equal to ${max}`, (value) => value <= max)]),
        ...(min === undefined ? [] : [limit(`value greater than or equal to ${min}`, (value) => value >= min)]),
      ];
    }
    case 'boolean':
    case 'double':
    case 'timestamp':
    case 'document':
      return [];
    case 'list':
      return listConstraints(shape);
    case 'map':
      return mapConstraints(shape);
    case 'structure':
      return [];
  }
}

function limit(text: string, holds: (value: number) => boolean): Constraint {
  return { text: `Member must have ${text}`, holds: (value) => holds(value as number) };
}

function sizeConstraints({ min, max }: { readonly min?: number; readonly max?: number }): readonly {
  readonly text: string;
  readonly holds: (size: number) => boolean;
}[] {
  return [
    ...(max === undefined
      ? []
      : [{ text: `Member must have length less than or equal to ${max}`, holds: (size: number) => size <= max }]),
    ...(min === undefined
      ? []
      : [{ text: `Member must have length greater than or equal to ${min}`, holds: (size: number) => size >= min }]),
  ];
}

function sized(shape: Parameters<typeof sizeConstraints>[0], sizeOf: (value: unknown) => number): Constraint[] {
  return sizeConstraints(shape).map(({ text, holds }) => ({ text, holds: (value) => holds(sizeOf(value)) }));
}

function stringConstraints(shape: StringShape): readonly Constraint[] {
  const { pattern, values } = shape;
  return [
    ...sized(shape, (value) => (value as string).length),
    ...(pattern
      ? [
          {
            text: `Member must satisfy regular expression pattern: ${pattern.text}`,
            holds: (value: unknown) => pattern.expression.test(value as string),
          },
        ]
      : []),
    ...(values
      ? [
          {
            text: `Member must satisfy enum value set: [${values.join(', ')}]`,
            holds: (value: unknown) => values.includes(value as string),
          },
        ]
      : []),
  ];
}

/** The constraints of what is inside are told as one, about the whole. */
function inside(shape: Shape, text: string, parts: (value: unknown) => readonly unknown[]): Constraint[] {
  const constraints = constraintsOf(shape);
  if (constraints.length === 0) return [];
  return [
    {
      text: `${text} must satisfy constraint: [${constraints.map((one) => one.text).join(', ')}]`,
      holds: (value) => parts(value).every((part) => constraints.every(({ holds }) => holds(part))),
    },
  ];
}

function listConstraints(shape: ListShape): readonly Constraint[] {
  return [
    ...sized(shape, (value) => (value as unknown[]).length),
    ...inside(shape.of, 'Member', (value) => value as unknown[]),
  ];
}

function mapConstraints(shape: MapShape): readonly Constraint[] {
  return [
    ...sized(shape, (value) => Object.keys(value as object).length),
    ...inside(shape.key, 'Map keys', (value) => Object.keys(value as object)),
    ...inside(shape.value, 'Map value', (value) => Object.values(value as object)),
  ];
}

function quoted(value: unknown): string {
  const text = valueText(value);
  return `'${text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}...` : text}'`;
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${key}=${valueText(item)}`)
    .join(', ')}}`;
}
