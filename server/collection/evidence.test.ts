import { expect, test } from 'vitest'
import { downloadEvidence } from '#domain/collection/duty.api.ts'
import { offer } from '#domain/collection/dutyActs.api.ts'
import { insertFile } from '#server/kernel/files.ts'
import { entry, openDuty, versionOf } from '#test/duties.ts'
import { type Client, world } from '#test/world.ts'

const w = world()

const stored = (client: Client, name: string, content: string) =>
  w.db.transaction().execute((tx) =>
    insertFile(tx, w.app.files, {
      name,
      type: 'text/csv; charset=utf-8',
      content: Buffer.from(content),
      uploadedBy: client.id,
    }),
  )

test('evidence is had through its duty by whoever sees the duty, and no other file is', async () => {
  const { id, officer, head, coordinator } = await openDuty(w)
  const { id: fileId } = await stored(officer, 'gates.csv', 'a,b\n1,2\n')
  const { id: unnamed } = await stored(officer, 'other.csv', 'a,b\n3,4\n')
  const body = { version: await versionOf(w, officer, id), ...entry('7'), evidenceFileId: fileId }
  expect(await w.call(officer, offer, { params: { id }, body })).toMatchObject({ status: 200 })
  for (const client of [officer, head, coordinator]) {
    const answer = await w.call(client, downloadEvidence, { params: { id, fileId } })
    expect([answer.status, String(answer.body)]).toEqual([200, 'a,b\n1,2\n'])
    expect(answer.headers.get('content-disposition')).toContain('gates.csv')
  }
  expect(await w.call(officer, downloadEvidence, { params: { id, fileId: unnamed } })).toMatchObject({ status: 404 })
  const stranger = await w.person('division.officer', await w.division())
  expect(await w.call(stranger, downloadEvidence, { params: { id, fileId } })).toMatchObject({ status: 404 })
})
