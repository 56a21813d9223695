import { expect, test } from 'vitest'
import { correctReport, refreshReport, takeBackReport } from '#domain/collection/dataReportActs.api.ts'
import { listTodos } from '#domain/home/home.api.ts'
import {
  acceptDuty,
  acceptedSet,
  assemble,
  correctDuty,
  details,
  reviewIt,
  seen,
  sendIt,
  signIt,
} from '#test/reports.ts'
import { type Client, world } from '#test/world.ts'

const w = world()

/** What waits in reports, as where the button is. */
const waits = async (client: Client) =>
  (await w.call(client, listTodos)).body.rows.filter(({ module }) => module === 'reports')
const links = async (client: Client) => (await waits(client)).map(({ link }) => link)

test('a report waits for one post after the other, and for nobody once it is sent', async () => {
  const set = await acceptedSet(w, { waiting: 1 })
  const posts = { officer: set.coordinator, head: set.signer, deputy: set.deputy }
  const all = async () => ({
    officer: await links(posts.officer),
    head: await links(posts.head),
    deputy: await links(posts.deputy),
  })
  const nobody = { officer: [], head: [], deputy: [] }
  expect(await all()).toEqual(nobody)

  await acceptDuty(w, set.coordinator, set.ids[2] ?? '')
  const [first] = await waits(set.coordinator)
  expect(first).toMatchObject({ action: { zh: '汇总' }, dueOn: '2025-11-07', basis: 'report.assemble' })
  expect(first?.object.zh).toBe('市统计局2025年10月数据')
  expect(first?.link).toMatch(/^\/reports\/new\?unit=.*&division=.*&period=2025-10#act-assemble$/)

  const { id } = (await assemble(w, set)).body
  expect(await all()).toEqual({ ...nobody, head: [`/reports/${id}#act-sign`] })
  await signIt(w, set, id)
  expect(await all()).toEqual({ ...nobody, deputy: [`/reports/${id}#act-review`] })
  await reviewIt(w, set, id)
  expect(await all()).toEqual({ ...nobody, officer: [`/reports/${id}#act-send`] })

  await correctDuty(w, set, set.ids[0] ?? '', '7')
  expect(await all()).toEqual({ ...nobody, head: [`/reports/${id}#act-takeBack`] })
  const { version } = await seen(w, set.signer, id)
  await w.call(set.signer, takeBackReport, { params: { id }, body: { version, reason: '数据更正' } })
  expect(await all()).toEqual({ ...nobody, officer: [`/reports/${id}#act-refresh`] })
  await w.call(set.coordinator, refreshReport, { params: { id }, body: { version: version + 1, ...details } })
  await signIt(w, set, id)
  await reviewIt(w, set, id)
  await sendIt(w, set, id)
  expect(await all()).toEqual(nobody)
})

test('a correction waits after sending; a receipt that does not come waits after ten working days', async () => {
  const set = await acceptedSet(w)
  const { id } = (await assemble(w, set)).body
  await signIt(w, set, id)
  await reviewIt(w, set, id)
  await sendIt(w, set, id)
  await w.clock('2025-11-19')
  expect(await links(set.coordinator)).toEqual([])
  await w.clock('2025-11-20')
  expect(await links(set.coordinator)).toEqual([`/reports/${id}#act-acknowledge`])
  await w.clock('2025-11-06')
  await correctDuty(w, set, set.ids[0] ?? '', '7')
  expect(await links(set.coordinator)).toEqual([`/reports/${id}#act-correct`])
  expect((await waits(set.coordinator)).map(({ dueOn }) => dueOn)).toEqual([null])
  const { version } = await seen(w, set.coordinator, id)
  const next = await w.call(set.coordinator, correctReport, { params: { id }, body: { version } })
  expect(await links(set.coordinator)).toEqual([])
  expect(await links(set.signer)).toEqual([`/reports/${next.body.id}#act-sign`])
  expect((await waits(set.signer)).map(({ dueOn }) => dueOn)).toEqual([null])
})

test('the head of the group reviews where no deputy has the charge', async () => {
  const set = await acceptedSet(w)
  const { id } = (await assemble(w, set)).body
  await signIt(w, set, id)
  const head = await w.person('leadingGroup.head')
  expect(await links(head)).not.toContain(`/reports/${id}#act-review`)
  await w.owner.deleteFrom('postCharge').where('postId', '=', set.deputy.postId).execute()
  expect(await links(head)).toContain(`/reports/${id}#act-review`)
  expect(await links(set.deputy)).toEqual([])
  const other = await w.person('performanceOffice.staff', await w.division())
  expect(await links(other)).toEqual([])
})
