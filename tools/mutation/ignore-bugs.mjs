/** Where only a bug leads to there is nothing to test: a thrown assertion, and the `default` of an exhaustive switch. */
const reasonToIgnore = (path) => {
  const { node } = path;
  if (node.type === 'ThrowStatement') return 'An assertion.';
  const isDefault = node.type === 'SwitchCase' && node.test === null;
  return isDefault && JSON.stringify(node.consequent).includes('"name":"unreachable"')
    ? 'An exhaustive switch.'
    : undefined;
};

export const strykerPlugins = [{ kind: 'Ignore', name: 'bugs', value: { shouldIgnore: reasonToIgnore } }];
