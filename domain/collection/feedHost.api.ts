import { z } from 'zod'
import { businessPosts } from '#domain/kernel/actor.ts'
import { byId, endpoint, id, instant, reason, version, withReason } from '#domain/kernel/endpoint.ts'
import { hasPost } from '#domain/kernel/lifecycle.ts'
import { inBoth } from '#domain/kernel/text.ts'
import { isHost } from './feedSource.ts'

export const FeedHost = z.strictObject({
  id,
  version,
  host: z.string(),
  port: z.int(),
  /** It may lie in the office's own network; without it only a public address is connected to. */
  isInternal: z.boolean(),
  reason: z.string(),
  allowedBy: z.string(),
  allowedAt: instant,
})
export type FeedHost = z.infer<typeof FeedHost>

const admits = [hasPost<unknown>(['systemAdmin'])]
const notHost = inBoth({
  zh: '只写主机名或者IP地址，不带http://、端口、路径和通配符。',
  en: 'A host name or IP address alone: no http://, port, path or wildcard.',
})

/** The hosts from which feeds may be fetched. */
export const listFeedHosts = endpoint({
  method: 'GET',
  path: '/api/feed-hosts',
  summary: { zh: '允许取数的主机', en: 'Hosts of feeds' },
  access: [hasPost<unknown>([...businessPosts, 'systemAdmin', 'auditAdmin'])],
  reply: z.strictObject({ rows: z.array(FeedHost) }),
})

/** 422 where it is allowed already. */
export const allowFeedHost = endpoint({
  method: 'POST',
  path: '/api/feed-hosts',
  summary: { zh: '允许主机', en: 'Allow a host' },
  basis: 'feed.allowHost',
  access: admits,
  body: z.strictObject({
    host: z.string().trim().max(253).refine(isHost, { message: notHost }),
    port: z.int().min(1).max(65_535),
    isInternal: z.boolean(),
    reason,
  }),
  reply: FeedHost,
})

/** Nothing is fetched from it any more. */
export const withdrawFeedHost = endpoint({
  method: 'POST',
  path: '/api/feed-hosts/:id/withdrawal',
  summary: { zh: '不再允许', en: 'Withdraw' },
  basis: 'feed.allowHost',
  access: admits,
  params: byId,
  body: withReason,
  reply: z.strictObject({ id }),
})
