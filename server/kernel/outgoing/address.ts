import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Ranges of the office's own network; everything else that is not public is nobody's to be fetched from. */
const ownNetwork: readonly string[] = ['private', 'loopback', 'uniqueLocal', 'carrierGradeNat']
const publicV6 = ipaddr.parseCIDR('2000::/3')

/**
 * Whether a server may be connected to at this address. Public addresses may; those of the office's own network only
 * where its host is allowed as an internal one; link-local (the metadata of clouds among it), multicast, reserved and
 * IPv4 addresses wrapped in IPv6 never. What is no address may not.
 */
export function mayConnect(address: string, isInternal: boolean): boolean {
  if (isIP(address) === 0) return false
  const parsed = ipaddr.parse(address)
  const range = parsed.range()
  if (range === 'unicast') return parsed.kind() === 'ipv4' || parsed.match(publicV6)
  return isInternal && ownNetwork.includes(range)
}

/** Whether the host of an address is written as numbers: '127.0.0.1' or '[::1]'. */
export const isLiteral = (host: string): boolean => isIP(host.replace(/^\[|\]$/g, '')) > 0
