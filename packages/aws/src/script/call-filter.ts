import type { ChildProcess } from 'node:child_process';
import type { Writable } from 'node:stream';

interface Machine {
  /** As the kernel's AUDIT_ARCH names it. */
  readonly name: number;
  /** The numbers of add_key, request_key and keyctl, which follow each other. */
  readonly first: number;
  readonly last: number;
}

const MACHINES: Readonly<Record<string, Machine>> = {
  x64: { name: 0xc000003e, first: 248, last: 250 },
  arm64: { name: 0xc00000b7, first: 217, last: 219 },
};
/** x86-64's second set of numbers for the same calls lies above it. */
const OTHER_NUMBERS = 0x40000000;
const NUMBER_AT = 0;
const MACHINE_AT = 4;
const LOAD = 0x20;
const IF_EQUAL = 0x15;
const IF_ABOVE = 0x25;
const IF_AT_LEAST = 0x35;
const RETURN = 0x06;
const ALLOW = 0x7fff0000;
/** ENOSYS, as on a kernel without them. */
const REFUSE = 0x00050000 | 38;

/**
 * What bubblewrap makes the kernel ask at each system call. It refuses those of keyrings, which no namespace divides:
 * scripts could leave each other messages there. Absent where the machine's numbers are not known.
 */
export function callFilter(architecture: string): Buffer | undefined {
  const machine = MACHINES[architecture];
  if (machine === undefined) return undefined;
  // The code, how many to skip if so and if not, the value.
  const steps: readonly (readonly [number, number, number, number])[] = [
    [LOAD, 0, 0, MACHINE_AT],
    [IF_EQUAL, 0, 5, machine.name],
    [LOAD, 0, 0, NUMBER_AT],
    [IF_AT_LEAST, 3, 0, OTHER_NUMBERS],
    [IF_AT_LEAST, 0, 1, machine.first],
    [IF_ABOVE, 0, 1, machine.last],
    [RETURN, 0, 0, ALLOW],
    [RETURN, 0, 0, REFUSE],
  ];
  const filter = Buffer.alloc(steps.length * 8);
  for (const [index, [code, ifSo, ifNot, value]] of steps.entries()) {
    filter.writeUInt16LE(code, index * 8);
    filter.writeUInt8(ifSo, index * 8 + 2);
    filter.writeUInt8(ifNot, index * 8 + 3);
    filter.writeUInt32LE(value, index * 8 + 4);
  }
  return filter;
}

/** Through the pipe that bubblewrap was told of. */
export function handFilter(child: ChildProcess, filter: Buffer, descriptor: number): void {
  const pipe = child.stdio[descriptor] as Writable;
  // A write to a process that could not start fails; its end is told by itself.
  pipe.on('error', () => undefined);
  pipe.end(filter);
}
