import { expect, test } from 'vitest'
import { mayConnect } from './address.ts'

const never = [
  ...['0.0.0.0', '0.1.2.3', '169.254.0.1', '169.254.169.254', '192.0.0.1', '192.0.2.1', '192.88.99.1', '198.18.0.1'],
  ...['198.19.255.255', '198.51.100.1', '203.0.113.9', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
  ...['::', 'fe80::1', 'febf::1', 'fec0::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:a00:1'],
  ...['::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::1', '2002:7f00:1::', '2001::1', '2001:db8::1', '100::1', '3fff::1'],
  ...['4000::1', 'localhost', '', '1.2.3', '2130706433', '0x7f.1', '127.1', 'fe80::1%eth0'],
]
const own = [
  ...['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', '127.0.0.1', '127.255.255.254'],
  ...['100.64.0.1', '100.127.255.255', '::1', 'fc00::1', 'fdff::1'],
]
const anywhere = ['8.8.8.8', '114.114.114.114', '172.15.0.1', '172.32.0.1', '100.63.0.1', '100.128.0.1', '2400:3200::1']

test.each(anywhere)('%s is public', (address) => expect(mayConnect(address, false)).toBe(true))

test.each(own)('%s is connected to for a host of the own network alone', (address) => {
  expect([mayConnect(address, false), mayConnect(address, true)]).toEqual([false, true])
})

test.each(never)('%s is never connected to', (address) => {
  expect([mayConnect(address, false), mayConnect(address, true)]).toEqual([false, false])
})
