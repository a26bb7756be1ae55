/**
 * Whether a double holds the number that a JSON text names: the shortest text of that double names the same number.
 * So 300, 3.0e2 and 0.1 fit; 9007199254740993, 1e400 and 1e-400 do not.
 */
export function fitsDouble(text: string): boolean {
  const value = Number(text);
  return Number.isFinite(value) && decimalOf(text) === decimalOf(String(value));
}

/** One spelling for each number: its digits without zeros around them, and the power of ten of the last one. */
function decimalOf(text: string): string {
  const [mantissa = '', power = '0'] = text.toLowerCase().split('e');
  const negative = mantissa.startsWith('-');
  const [whole = '', fraction = ''] = mantissa.slice(negative ? 1 : 0).split('.');
  const digits = whole + fraction;
  let from = 0;
  while (digits[from] === '0') from += 1;
  if (from === digits.length) return '0';
  let to = digits.length;
  while (digits[to - 1] === '0') to -= 1;
  const exponent = Number(power) - fraction.length + (digits.length - to);
  return `${negative ? '-' : ''}${digits.slice(from, to)}e${exponent}`;
}
