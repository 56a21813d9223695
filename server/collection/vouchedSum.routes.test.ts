import { expect, test } from 'vitest'
import { readVouchedSum, readVouching } from '#domain/collection/vouching.api.ts'
import { acceptedSet, assemble, correctDuty, ports, reviewIt, sendIt, signIt } from '#test/reports.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const sumAt = async (client: Client, id: string, at: number) =>
  w.call(client, readVouchedSum, { params: { id, at: `${at}` } as never })
const share = {
  ...{ name: '罗湖占比', unit: '%', decimals: 1, rule: 'ratio' as const },
  ...{ of: ports.slice(0, 1), by: ports.slice(0, 2) },
}

async function sentSet() {
  const set = await acceptedSet(w)
  const { id } = (await assemble(w, set, { aggregates: [share] })).body
  await signIt(w, set, id)
  await reviewIt(w, set, id)
  await sendIt(w, set, id)
  return { set, id }
}

test('a total and a ratio lead to every figure that they were made of, and each of these to who signed it', async () => {
  const { set, id } = await sentSet()
  const total = await sumAt(set.coordinator, id, 0)
  expect(total).toMatchObject({
    status: 200,
    body: {
      ...{ name: '合计', rule: 'sum', value: '9836671', shown: '9836671', isSame: true, by: [] },
      reports: [{ id, state: 'sent', signatures: [{ stands: true, proof: { isSame: true } }] }],
    },
  })
  expect(total.body.of.map(({ name }) => name)).toEqual(ports)
  const ratio = (await sumAt(set.coordinator, id, 1)).body
  expect(ratio).toMatchObject({ name: '罗湖占比', rule: 'ratio', value: '54.6', shown: '54.6', isSame: true })
  expect([ratio.of.length, ratio.by.length]).toEqual([1, 2])
  for (const { submissionId, value } of [...total.body.of, ...ratio.by]) {
    const one = await w.call(set.coordinator, readVouching, { params: { id: submissionId } })
    expect(one).toMatchObject({ status: 200, body: { value, signatures: [{ stands: true }] } })
  }
})

test('a figure corrected later is marked, and the signature over the report no longer stands', async () => {
  const { set, id } = await sentSet()
  await correctDuty(w, set, set.ids[0] ?? '', '9')
  const { body } = await sumAt(set.coordinator, id, 0)
  expect(body).toMatchObject({ value: '9836671', isSame: true, reports: [{ signatures: [{ stands: false }] }] })
  expect(body.of.map(({ isOutdated }) => isOutdated)).toEqual([true, false, false])
})

test('nobody sees it who does not see the report, and nothing that is not there', async () => {
  const { set, id } = await sentSet()
  for (const allowed of [set.signer, await w.person('leadingGroup.head')])
    expect((await sumAt(allowed, id, 0)).status).toBe(200)
  const stranger = await w.person('division.head', await w.division())
  for (const denied of [stranger, set.officer]) expect((await sumAt(denied, id, 0)).status).toBe(404)
  expect((await sumAt(await w.person('systemAdmin'), id, 0)).status).toBe(403)
  expect((await sumAt(set.coordinator, id, 2)).status).toBe(404)
})
