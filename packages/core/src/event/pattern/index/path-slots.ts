/** The paths that any leaf of any rule is on, as a tree. A path of a leaf has a slot, by which its values are kept. */
export interface PathNode {
  /** -1: no leaf is here. */
  slot: number;
  readonly children: Map<string, PathNode>;
}

export interface PathSlots {
  readonly root: PathNode;
  /** The slot of a path, a new one for a new path. */
  slotOf(path: readonly string[]): number;
}

export function pathSlots(): PathSlots {
  const root = newNode();
  let count = 0;
  return {
    root,
    slotOf(path) {
      let node = root;
      for (const name of path) {
        const child = node.children.get(name) ?? newNode();
        node.children.set(name, child);
        node = child;
      }
      if (node.slot < 0) {
        node.slot = count;
        count += 1;
      }
      return node.slot;
    },
  };
}

const newNode = (): PathNode => ({ slot: -1, children: new Map() });
