import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { readDuty } from '#domain/collection/duty.api.ts'
import { offer } from '#domain/collection/dutyActs.api.ts'
import { importPassengers } from '#domain/collection/feed.api.ts'
import { readVouching } from '#domain/collection/vouching.api.ts'
import { insertFile } from '#server/kernel/files.ts'
import { duties, entry, peopleOf, versionOf } from '#test/duties.ts'
import { acceptedSet, correctDuty, reportAt, seen } from '#test/reports.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const vouching = async (client: Client | null, id: string) => w.call(client, readVouching, { params: { id } })
const submissionOf = async (client: Client, dutyId: string) =>
  (await w.call(client, readDuty, { params: { id: dutyId } })).body.submissionId ?? ''

describe('a figure of a sent package', () => {
  test('from its value to the receipt: who signed what, who accepted, reviewed and sent; digests reckoned anew', async () => {
    const set = await acceptedSet(w)
    const reportId = await reportAt(w, set, 'sent')
    const [dutyId = ''] = set.ids
    const id = await submissionOf(set.officer, dutyId)
    const { status, body } = await vouching(set.coordinator, id)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      ...{ id, dutyId, number: 1, value: '5373454', isInForce: true, isOpen: true, file: null, evidence: null },
      proof: { isSame: true },
      signatures: [{ stands: true, post: 'division.head', proof: { isSame: true }, statementNumber: 1 }],
      acceptance: { personName: expect.any(String), post: 'division.officer' },
      reports: [
        {
          ...{ id: reportId, number: 1, state: 'sent', isOpen: true, sentOn: '2025-11-06', successorNumber: null },
          signatures: [{ stands: true, post: 'division.head', proof: { isSame: true } }],
        },
      ],
      versions: [{ id, number: 1 }],
    })
    expect(body.signatures[0]?.statement.length).toBeGreaterThan(10)
    expect(body.reports[0]?.reviewedBy).not.toBeNull()
    const kept = await w.owner.selectFrom('submission').select('digest').where('id', '=', id).executeTakeFirstOrThrow()
    expect(body.proof).toEqual({ digest: kept.digest, recomputed: kept.digest, isSame: true })
  })

  test('a later correction is told, and takes the signatures their standing; the old version keeps its acceptance', async () => {
    const set = await acceptedSet(w)
    await reportAt(w, set, 'sent')
    const [first = '', second = ''] = set.ids
    const old = await submissionOf(set.officer, first)
    const beside = await submissionOf(set.officer, second)
    await correctDuty(w, set, first, '9')
    const now = await submissionOf(set.officer, first)
    const { body } = await vouching(set.coordinator, old)
    expect(body).toMatchObject({
      ...{ isInForce: false, value: '5373454', proof: { isSame: true } },
      signatures: [{ stands: false, proof: { isSame: true } }],
      reports: [{ signatures: [{ stands: false, proof: { isSame: true } }] }],
      versions: [{ id: now, number: 2, value: '9', correctionReason: '漏计一个晚高峰时段' }, { number: 1 }],
    })
    expect(body.acceptance).not.toBeNull()
    const corrected = (await vouching(set.coordinator, now)).body
    expect(corrected).toMatchObject({ isInForce: true, reports: [], signatures: [{ stands: true }] })
    expect(corrected.acceptance?.acceptedAt).not.toBe(body.acceptance?.acceptedAt)
    const other = (await vouching(set.coordinator, beside)).body
    expect(other).toMatchObject({ signatures: [{ stands: true }], reports: [{ signatures: [{ stands: false }] }] })
  })

  test('what was changed behind the signatures’ back does not pass', async () => {
    const set = await acceptedSet(w)
    await reportAt(w, set, 'signed')
    const [dutyId = ''] = set.ids
    const id = await submissionOf(set.officer, dutyId)
    const isSame = async () => {
      const { proof, signatures, reports } = (await vouching(set.coordinator, id)).body
      return [proof.isSame, signatures[0]?.proof.isSame, reports[0]?.signatures[0]?.proof.isSame]
    }
    expect(await isSame()).toEqual([true, true, true])
    await w.owner.updateTable('submission').set({ value: '5373455' }).where('id', '=', id).execute()
    expect(await isSame()).toEqual([false, true, true])
    await w.owner.updateTable('submission').set({ value: '5373454' }).where('id', '=', id).execute()
    await w.owner
      .updateTable('submission')
      .set({ digest: '0'.repeat(64) })
      .where('id', '=', id)
      .execute()
    expect(await isSame()).toEqual([false, false, false])
    await sql`update submission set digest = encode(sha256(canonical), 'hex') where id = ${id}::uuid`.execute(w.owner)
    await sql`update signature set canonical = convert_to(replace(convert_from(canonical, 'UTF8'), '5373454', '1'), 'UTF8')
      where subject_id = ${id}::uuid`.execute(w.owner)
    expect(await isSame()).toEqual([true, false, true])
  })
})

describe('who sees it', () => {
  test('the divisions of the duty, the performance office and the leaders; nobody else, and nothing that is not there', async () => {
    const set = await acceptedSet(w)
    await reportAt(w, set, 'sent')
    const id = await submissionOf(set.officer, set.ids[0] ?? '')
    const own = await vouching(set.officer, id)
    expect(own).toMatchObject({ status: 200, body: { isOpen: true, reports: [{ isOpen: false }] } })
    const office = await w.division()
    for (const allowed of [
      set.signer,
      await w.person('performanceOffice.staff', office),
      await w.person('leadingGroup.head'),
    ])
      expect(await vouching(allowed, id)).toMatchObject({ status: 200, body: { reports: [{ isOpen: true }] } })
    for (const post of ['division.head', 'division.officer', 'leadingGroup.member'] as const)
      expect(await vouching(await w.person(post, office), id)).toMatchObject({ status: 404 })
    expect(await vouching(await w.person('systemAdmin'), id)).toMatchObject({ status: 403 })
    expect(await vouching(null, id)).toMatchObject({ status: 401 })
    expect(await vouching(set.signer, '00000000-0000-4000-8000-000000000000')).toMatchObject({ status: 404 })
  })

  test('a division that only coordinated the report sees the figure, but not the duty', async () => {
    const set = await acceptedSet(w)
    await reportAt(w, set, 'sent')
    const id = await submissionOf(set.officer, set.ids[0] ?? '')
    const elsewhere = await w.division()
    await w.owner.updateTable('duty').set({ coordinatingDivisionId: elsewhere }).where('id', 'in', set.ids).execute()
    expect(await vouching(set.coordinator, id)).toMatchObject({
      status: 200,
      body: { isOpen: false, reports: [{ isOpen: true }] },
    })
    expect(
      await seen(w, set.coordinator, (await vouching(set.coordinator, id)).body.reports[0]?.id ?? ''),
    ).toBeDefined()
  })
})

const real = new URL('../../data/hk-immigration-daily-passengers-2023-2025.csv', import.meta.url)

describe('a figure of the passenger file', () => {
  test('leads to its very lines, which add up to it; with evidence and its digest', async () => {
    const [responsible, coordinating] = [await w.division(), await w.division({ housesPerformanceOffice: true })]
    const { officer } = await peopleOf(w, responsible, coordinating)
    const keeper = await w.person('performanceOffice.staff', coordinating)
    const indicators = [
      { name: '福田口岸旅客人次', unit: '万人次', decimals: 1, feed: 'passengers:Lok Ma Chau Spur Line' },
    ]
    const [dutyId = ''] = (await duties(w, { responsible, coordinating, indicators })).ids
    const fileOf = (client: Client, name: string, content: Buffer) =>
      w.db.transaction().execute(async (tx) => {
        const file = { name, type: 'text/csv', content, uploadedBy: client.id }
        return (await insertFile(tx, w.app.files, file)).id
      })
    const fileId = await fileOf(keeper, 'passengers.csv', await readFile(real))
    await w.call(keeper, importPassengers, { body: { fileId, year: 2025 } })
    const version = await versionOf(w, officer, dutyId)
    const evidenceFileId = await fileOf(officer, 'evidence.csv', Buffer.from('a,b\n1,2\n'))
    await w.call(officer, offer, { params: { id: dutyId }, body: { version, ...entry('523.2'), evidenceFileId } })
    const { body } = await vouching(officer, await submissionOf(officer, dutyId))
    expect(body).toMatchObject({
      ...{ source: 'passengers', signatures: [], acceptance: null, reports: [] },
      evidence: { name: 'evidence.csv', proof: { isSame: true } },
      file: {
        fileName: 'passengers.csv',
        passengers: '5232142',
        value: '523.2',
        isSame: true,
        proof: { isSame: true },
      },
    })
    expect(body.file?.lines).toHaveLength(62)
    const text = (await readFile(real, 'utf8')).split(/\r?\n/)
    for (const { line, point, persons } of body.file?.lines ?? [])
      expect(text[line - 1]).toMatch(new RegExp(`-10-2025,${point},.*,${persons},?$`))
    expect(body.evidence?.proof.digest).toMatch(/^[0-9a-f]{64}$/)
    await w.owner.updateTable('submission').set({ value: '523.3' }).where('dutyId', '=', dutyId).execute()
    const changed = (await vouching(officer, body.id)).body
    expect([changed.file?.isSame, changed.proof.isSame]).toEqual([false, false])
  }, 60_000)
})
