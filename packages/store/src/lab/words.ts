/** Texts that a query could take for something else. */
export const WORDS = [
  'alpha',
  'Alpha',
  'alphabet',
  'b%a',
  'b_a',
  'x\\y',
  '"q"',
  "it's",
  '{a,b}',
  'null',
  'true',
  '5',
  'n\nl',
];
/** Letters that fold in other ways than those of ASCII. */
export const FOREIGN = ['ÄÖ', 'äö', 'ΑΣ', 'ας', 'İx', 'i̇x', '日本', '𝒳y', 'ﬀ', 'K'];
