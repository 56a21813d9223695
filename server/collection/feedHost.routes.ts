import { allowFeedHost, listFeedHosts, withdrawFeedHost } from '#domain/collection/feedHost.api.ts'
import { hostFields } from '#domain/collection/feedSource.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { command, read } from '#server/kernel/routes.ts'
import * as store from './feedHost.store.ts'

const subjectOf = (id: string) => ({ kind: 'feedHost', id })
const basis = 'feed.allowHost'
const yesNo = (is: boolean) => (is ? '是 / yes' : '否 / no')
const fault = (zh: string, en: string) => new Invalid([{ path: 'body.host', message: { zh, en } }])

/** The host as an address has it: its letters small, a name in other letters in its plain form. */
function plainHost(written: string): string {
  const address = `http://${written.trim()}/`
  if (!URL.canParse(address)) throw fault('不是主机名或者IP地址。', 'This is no host name and no IP address.')
  return new URL(address).hostname
}

export const feedHostRoutes = [
  read(listFeedHosts, async (_input, { tx }) => ({ rows: await store.listHosts(tx) })),

  command(
    allowFeedHost,
    async ({ body }, context) => {
      const host = { ...body, host: plainHost(body.host) }
      const id = await store.insertHost(context, host)
      if (!id) throw fault('这台主机的这个端口已经允许。', 'This host and port are allowed already.')
      const shown = { host: `${host.host}:${host.port}`, isInternal: yesNo(host.isInternal), reason: host.reason }
      await context.record('feed.allowHost', subjectOf(id), { basis, changes: changesOf(hostFields, {}, shown) })
      return id
    },
    (tx, _actor, id) => store.findHost(tx, id),
  ),

  command(
    withdrawFeedHost,
    async ({ params: { id }, body: { version, reason } }, context) => {
      const { host, port } = await store.withdraw(context, id, version)
      const changes = changesOf(hostFields, { host: `${host}:${port}` }, { host: null })
      await context.record('feed.withdrawHost', subjectOf(id), { basis, changes, reason })
      return id
    },
    async (_tx, _actor, id) => ({ id }),
  ),
]
