import { createHash } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { downloadReportFile } from '#domain/collection/dataReport.api.ts'
import type { FileKind } from '#domain/collection/dataReport.ts'
import { acceptedSet, correctDuty, reportAt, seen } from '#test/reports.ts'
import { type Client, world } from '#test/world.ts'

const w = world()

const download = async (client: Client, id: string, kind: FileKind): Promise<Buffer> => {
  const answer = await w.call(client, downloadReportFile, { params: { id, kind } })
  expect(answer.status).toBe(200)
  return Buffer.isBuffer(answer.body) ? answer.body : Buffer.from(JSON.stringify(answer.body))
}

/** The XML of one part, read by another library than the one that wrote it. */
const partOf = (bytes: Buffer, name: string) => strFromU8(unzipSync(bytes)[name] ?? new Uint8Array())
const inTags = (xml: string, tag: string) =>
  [...xml.matchAll(new RegExp(`<${tag}(?: [^>]*)?>([^<]*)</${tag}>`, 'g'))].map(([, words]) => words ?? '')

/** Paragraphs of a Word document as their words. */
const paragraphs = (bytes: Buffer) =>
  partOf(bytes, 'word/document.xml')
    .split('</w:p>')
    .map((paragraph) => inTags(paragraph, 'w:t').join(''))
    .filter(Boolean)

/** Rows of the first sheet: shared words, or the number as it stands in the file. */
function rows(bytes: Buffer): string[][] {
  const words = partOf(bytes, 'xl/sharedStrings.xml')
    .split('</si>')
    .map((item) => inTags(item, 't').join(''))
  const cellOf = (attributes: string, content: string) => {
    const value = content.replace(/<[^>]+>/g, '')
    return attributes.includes('t="s"') ? (words[Number(value)] ?? '') : value
  }
  return partOf(bytes, 'xl/worksheets/sheet1.xml')
    .split('</row>')
    .map((row) =>
      [...row.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/g)].map(([, at, cell]) => cellOf(at ?? '', cell ?? '')),
    )
    .filter((cells) => cells.length > 0)
}

/** What the database holds for the duties of a report. */
const figures = (ids: readonly string[]) =>
  w.owner
    .selectFrom('duty')
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .innerJoin('submission', 'submission.id', 'duty.submissionId')
    .select(['indicator.name', 'duty.value', 'submission.digest', 'submission.number'])
    .where('duty.id', 'in', ids)
    .orderBy('indicator.sort')
    .execute()

const withCommas = (value: string) => Number(value).toLocaleString('en-US')

test('letter, table and manifest say what the database holds', async () => {
  const set = await acceptedSet(w)
  const id = await reportAt(w, set, 'signed')
  const stored = await figures(set.ids)
  const total = stored.reduce((sum, { value }) => sum + Number(value ?? 0), 0)

  const words = paragraphs(await download(set.coordinator, id, 'letter'))
  expect(words).toContain('市统计局：')
  expect(words).toContain(`经汇总，2025年10月2项数据合计${total.toLocaleString('en-US')}人次。`)
  for (const { name, value } of stored) {
    expect(words).toContain(name)
    expect(words).toContain(value === null ? '—' : withCommas(value))
  }
  expect(words).toContain('（联系人：周以宁，电话：88100000）')

  const table = rows(await download(set.coordinator, id, 'table'))
  expect(table[0]?.[0]).toBe('2025年10月口岸通关数据表')
  expect(table[1]).toEqual(['序号', '指标', '数值（人次）', '备注'])
  expect(table.slice(2, 5).map((row) => [row[1], row[2]])).toEqual(
    stored.map(({ name, value }) => [name, value ?? '—']),
  )
  expect(table.at(-1)?.slice(1, 3)).toEqual(['合计', String(total)])

  const manifest = JSON.parse((await download(set.coordinator, id, 'manifest')).toString('utf8'))
  const { signatures, files } = await seen(w, set.coordinator, id)
  expect(manifest.signature).toMatchObject({ digest: signatures[0]?.digest, statementNumber: 1 })
  expect(manifest.values).toMatchObject(
    stored.map(({ name, value, digest, number }) => ({ indicator: name, value, digest, submissionVersion: number })),
  )
  expect(manifest.values.every(({ signedBy }: { signedBy: string | null }) => signedBy !== null)).toBe(true)
  for (const kind of ['letter', 'table'] as const) {
    const digest = createHash('sha256')
      .update(await download(set.coordinator, id, kind))
      .digest('hex')
    expect(files.find((file) => file.kind === kind)?.digest).toBe(digest)
    expect(manifest.files.map((file: { digest: string }) => file.digest)).toContain(digest)
  }
})

test('what was signed stays as it was, whatever is corrected, renamed or sent later', async () => {
  const set = await acceptedSet(w)
  const id = await reportAt(w, set, 'sent')
  const before = await download(set.coordinator, id, 'letter')
  const { letter } = await seen(w, set.coordinator, id)
  await correctDuty(w, set, set.ids[0] ?? '', '1')
  await w.owner.updateTable('externalBody').set({ nameZh: '市大数据局' }).where('id', '=', set.unitId).execute()
  expect(await download(set.coordinator, id, 'letter')).toEqual(before)
  expect((await seen(w, set.coordinator, id)).letter).toEqual(letter)
})

test('files are had through their report alone', async () => {
  const set = await acceptedSet(w)
  const id = await reportAt(w, set, 'assembled')
  const get = (client: Client) => w.call(client, downloadReportFile, { params: { id, kind: 'letter' } })
  expect(await get(set.coordinator)).toMatchObject({ status: 404 })
  const signed = await reportAt(w, await acceptedSet(w), 'signed')
  const foreign = { params: { id: signed, kind: 'letter' as const } }
  expect(await w.call(set.coordinator, downloadReportFile, foreign)).toMatchObject({ status: 404 })
})
