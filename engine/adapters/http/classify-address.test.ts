import { describe, expect, test } from 'vitest';
import { type AddressClass, classifyAddress, isThisComputer } from './classify-address.ts';

const table: Record<AddressClass, string[]> = {
  never: [
    '0.0.0.0',
    '0.1.2.3',
    '0.255.255.255',
    '169.254.0.0',
    '169.254.169.254',
    '169.254.170.2',
    '169.254.255.255',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    '224.0.0.1',
    '239.255.255.250',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    'ff02::1',
    'ff0e::1',
    'fd00:ec2::254',
    'FD00:0EC2:0:0:0:0:0:254',
    'fd20:ce::254',
    '100::1',
    '64:ff9b:1::a9fe:a9fe',
    '4000::1',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '::a9fe:a9fe',
    '::ffff:0:169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b::169.254.169.254',
    '64:ff9b::6464:64c8',
    '2002:a9fe:a9fe::1',
    '2002:0:0::',
    '2001:0:a9fe:a9fe::1',
    '2001:0:808:808:0:0:5601:5601',
    '::ffff:0.0.0.0',
    '::ffff:255.255.255.255',
    '',
    'localhost',
    '127.0.0.1:80',
    'not an address',
    '1.2.3.4.5',
  ],
  private: [
    '127.0.0.1',
    '127.255.255.254',
    '10.0.0.1',
    '10.255.255.255',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '192.168.255.255',
    '100.64.0.1',
    '100.127.255.255',
    '198.18.0.1',
    '198.19.255.255',
    '::1',
    'fc00::1',
    'fd12:3456::1',
    'fdff::',
    'fec0::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:192.168.1.1',
    '::7f00:1',
    '64:ff9b::7f00:1',
    '64:ff9b::c0a8:101',
    '2002:7f00:1::',
    '2002:c0a8:101::1',
    '2001:0:808:808::80ff:fffe',
    '::ffff:0:10.0.0.1',
  ],
  public: [
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '169.253.255.255',
    '169.255.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2606:4700::1111',
    '2a00:1450:4001::200e',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    '2002:808:808::1',
    '2001:0:808:808::f7f7:f7f7',
  ],
};

describe('the class of an address', () => {
  for (const [expected, addresses] of Object.entries(table))
    test.each(addresses)(`"%s" is ${expected}`, (address) => {
      expect(classifyAddress(address)).toBe(expected);
    });
  test('neighbours of the metadata address of Alibaba Cloud are merely private', () => {
    expect(classifyAddress('100.100.100.199')).toBe('private');
    expect(classifyAddress('100.100.100.201')).toBe('private');
  });
});

describe('this computer', () => {
  const interfaces = ['127.0.0.1', '192.168.7.20', 'fe80::20'];
  test.each([
    '127.0.0.1',
    '127.9.9.9',
    '::1',
    '0.0.0.0',
    '::',
    '::ffff:127.0.0.1',
    '192.168.7.20',
    '::ffff:192.168.7.20',
  ])('%s leads back to it', (address) => {
    expect(isThisComputer(address, interfaces)).toBe(true);
  });
  test.each(['192.168.7.21', '10.0.0.1', '8.8.8.8', 'fc00::2', 'nonsense'])('%s does not', (address) => {
    expect(isThisComputer(address, interfaces)).toBe(false);
  });
});
