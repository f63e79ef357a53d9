/** What an option of curl means for the request; source: curl.se/docs/manpage.html. */
export type CurlOption =
  | 'method'
  | 'header'
  | 'url'
  | 'data'
  | 'data-raw'
  | 'data-urlencode'
  | 'json'
  | 'user-agent'
  | 'referer'
  | 'user'
  | 'cookie'
  | 'get'
  | 'head'
  | 'file'
  | 'skip'
  | 'skip-value';

const options: Record<string, CurlOption> = {
  '-X': 'method',
  '--request': 'method',
  '-H': 'header',
  '--header': 'header',
  '--url': 'url',
  '-d': 'data',
  '--data': 'data',
  '--data-ascii': 'data',
  '--data-binary': 'data',
  '--data-raw': 'data-raw',
  '--data-urlencode': 'data-urlencode',
  '--json': 'json',
  '-A': 'user-agent',
  '--user-agent': 'user-agent',
  '-e': 'referer',
  '--referer': 'referer',
  '-u': 'user',
  '--user': 'user',
  '--oauth2-bearer': 'user',
  '-b': 'cookie',
  '--cookie': 'cookie',
  '-G': 'get',
  '--get': 'get',
  '-I': 'head',
  '--head': 'head',
  '-F': 'file',
  '--form': 'file',
  '--form-string': 'file',
  '-T': 'file',
  '--upload-file': 'file',
};

/** Options with a value that changes nothing about what is sent. */
const skippedWithValue = new Set(
  (
    '-c -C -D -E -K -m -o -P -Q -r -t -U -w -x -y -Y -z --aws-sigv4 --cacert --capath --cert --cert-type --ciphers --config ' +
    '--connect-timeout --connect-to --continue-at --cookie-jar --crlfile --dns-servers --dump-header --interface --key ' +
    '--key-type --limit-rate --local-port --max-filesize --max-redirs --max-time --netrc-file --noproxy --output --output-dir ' +
    '--pass --pinnedpubkey --preproxy --proto --proxy --proxy-header --proxy-user --range --rate --resolve ' +
    '--retry --retry-delay --retry-max-time --socks4 --socks5 --socks5-hostname --speed-limit --speed-time --stderr ' +
    '--time-cond --tls-max --tls13-ciphers --trace --trace-ascii --unix-socket --variable --write-out'
  ).split(' '),
);

/** What an option means; anything unknown is taken for a switch without a value. */
export const optionOf = (name: string): CurlOption =>
  (Object.hasOwn(options, name) ? options[name] : undefined) ?? (skippedWithValue.has(name) ? 'skip-value' : 'skip');

const withoutValue: ReadonlySet<CurlOption> = new Set(['get', 'head', 'skip']);

export const takesValue = (option: CurlOption): boolean => !withoutValue.has(option);
