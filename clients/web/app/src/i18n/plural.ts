/** Returns a function that puts a number into the form that the language has for it. */
export function counted(language: string): (n: number, one: string, other: string) => string {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (n, one, other) => (rules.select(n) === 'one' ? one : other).replace('#', numbers.format(n));
}
