/**
 * Spellings of addresses that must not be reached, sent through the real client. Sources: CVE-2024-29415,
 * danielmiessler/SecLists Fuzzing/SSRF_hacktricks.txt, stripe/smokescreen, web-platform-tests url/resources.
 */
const spellings = (text: string): string[] => text.trim().split(/\s+/);

/** Loopback, as addresses. */
export const loopback = spellings(`
  127.0.0.1 127.1 127.0.1 127.0.0.1. 127.00.00.01 127.00000.0.1 0x7f.1 0x7f.0.0.1 0X7F.0.0.1 0x7f.0x0.0x0.0x1
  0x7f000001 0x7F000001 0x000000007f000001 0177.0.0.1 0177.1 0177.0.0.01 00000177.0.0.1 017700000001 2130706433
  127.0x1 127.0.0x1 127.0.0.0x1 127.0x000000.1 127.127.127.127 127.0.1.3 127.255.255.254 %31%32%37.0.0.1
  %31%32%37%2e%30%2e%30%2e%31 127%2e1 127。0。0。1 127．0．0．1 127｡0｡0｡1 ①②⑦.⓪.⓪.① １２７.0.0.1 １２７．０．０．１ ①②⑦。①
  𝟏𝟐𝟕.0.0.1 127.0.0.1。 12\u00ad7.0.0.1 [::1] [0:0:0:0:0:0:0:1] [0000:0000:0000:0000:0000:0000:0000:0001]
  [000:0:0000::01] [::0001] [::ffff:127.0.0.1] [::FFFF:127.0.0.1] [::fFFf:127.0.0.1] [::ffff:7f00:1]
  [0:0:0:0:0:ffff:127.0.0.1] [::ffff:127.1.2.3] [::127.0.0.1] [::7f00:1] [64:ff9b::7f00:1] [64:ff9b::127.0.0.1]
  [2002:7f00:1::] [2002:7f00:0001::1] [2001:0:808:808::80ff:fffe] [::ffff:0:127.0.0.1]
`);

/** Names that lead to loopback or the local network. */
export const loopbackNames = spellings(`
  localhost LOCALHOST LocalHost localhost. loc%61lhost localhost%2e ⓛocalhost ｌｏｃａｌｈｏｓｔ local\u00adhost
  localhost.localdomain app.localhost 127.0.0.1.nip.io localtest.me printer.lan nas rebind.example
  mapped.example mixed.example
`);

/** The local network. */
export const local = spellings(`
  10.0.0.1 10.1 0xa.0.0.1 012.1.2.3 01200034567 0x0a000001 167772161 10.255.255.255 172.16.0.1 172.16.1
  0xac100001 172.31.255.255 192.168.0.1 192.168.1 0xc0a80001 3232235521 0300.0250.0.1 192.168.255.255
  192｡168｡0｡1 100.64.0.1 100.127.255.254 198.18.0.1 198.19.0.1 [fc00::1] [fd12:3456:789a::1] [FD00::1]
  [fec0::1] [::ffff:10.0.0.1] [::ffff:192.168.0.1] [::ffff:c0a8:1] [64:ff9b::a00:1] [2002:c0a8:1::1]
`);

/** What is never called. */
export const never = spellings(`
  169.254.169.254 169.254.169.254. 169.254.43518 169.16689662 0xa9.0xfe.0xa9.0xfe 0xa9fea9fe 2852039166
  0251.0376.0251.0376 0251.254.169.254 025177524776 169.254.0xa9fe 169。254。169。254 ①⑥⑨.②⑤④.①⑥⑨.②⑤④
  169.254.170.2 169.254.0.1 [::ffff:169.254.169.254] [::ffff:a9fe:a9fe] [0:0:0:0:0:ffff:a9fe:a9fe]
  [::a9fe:a9fe] [64:ff9b::a9fe:a9fe] [64:ff9b::169.254.169.254] [64:ff9b:1::a9fe:a9fe] [2002:a9fe:a9fe::]
  [2001:0:a9fe:a9fe::1] [2001:0:808:808:0:0:5601:5601] [::ffff:0:169.254.169.254] [fd00:ec2::254]
  [FD00:EC2:0:0::254] [fd20:ce::254] [fe80::1] [febf::1] [fe80::a9fe:a9fe] [ff02::1] [ff05::2] 100.100.100.200
  0x64.0x64.0x64.0xc8 1684301000 [64:ff9b::6464:64c8] 192.0.0.192 168.63.129.16 0 0.0.0.0 0x0 0.1 0.0.0.0. 00
  [::] [0:0:0:0:0:0:0:0] [::ffff:0.0.0.0] [64:ff9b::] 224.0.0.1 239.255.255.250 255.255.255.255 4294967295
  0xffffffff 240.0.0.1 [100::1]
`);

/** Names that lead to what is never called. */
export const neverNames = spellings(`
  metadata metadata.google.internal METADATA.google.internal metadata.google.internal. instance-data
  linklocal.example zero.example nat64.example half-hidden.example
`);

/** What is not a web address that can be called. */
export const notAddresses = [
  'http://user@127.0.0.1/',
  'http://user:secret@example.com/',
  'http://:secret@example.com/',
  'http://example.com@127.0.0.1/',
  'http://127.0.0.1%00.example.com/',
  'http://1.2.3.4.5/',
  'http://256.0.0.1/',
  'http://4294967296/',
  'http://08.0.0.1/',
  'http://::1/',
  'http://[::1/',
  'http://[1::2::3]/',
  'http://[fe80::1%25eth0]/',
  'http://[v1.a]/',
  'http://10.0.0.1:cafe/',
  'http://127.0.0.1:99999/',
  'http://127.0.0.1:0/',
  'http://exa mple.com/',
  'http:///',
  'http://',
  '//127.0.0.1/',
  '127.0.0.1:80',
  'localhost:80',
  '',
  'file:///etc/passwd',
  'ftp://127.0.0.1/',
  'gopher://127.0.0.1:6379/_INFO',
  'data:text/plain,hi',
  'javascript:alert(1)',
  'unix:/var/run/docker.sock',
  'http+unix://%2fvar%2frun%2fdocker.sock/',
  'ws://127.0.0.1/',
  'blob:http://127.0.0.1/x',
  'about:blank',
  'http://127.0.0.1\r\nHost: x/',
  'http://127.0.\t0.1/',
  'ht\ntp://127.0.0.1/',
  'http://127.0.0.1/\u0000',
  'http://127.0.0.1/a\r\nX: y',
];
