/** Where programs and temporary files are, language and time zone. */
export const plainNames = ['PATH', 'TZ', 'LANG', 'LC_ALL', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot'];

/**
 * The named variables of our environment and nothing else: it may hold secrets. Without a prototype, so that nothing put on
 * `Object.prototype` can become a variable of a child (n8n's CVE-2026-44789).
 */
export const scrubbedEnvironment = (names: readonly string[] = plainNames): { [name: string]: string } => {
  const environment: { [name: string]: string } = Object.create(null);
  for (const name of names) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
};
