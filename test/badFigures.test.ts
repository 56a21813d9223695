import { describe, expect, test } from 'vitest'
import { offer, saveEntry } from '#domain/collection/dutyActs.api.ts'
import { checkEntry } from '#domain/collection/dutyCheck.ts'
import { offerEntries } from '#domain/collection/entryGrid.api.ts'
import { readFigureCell } from '#domain/collection/entryGrid.ts'
import { mapFeed, takeFeed } from '#domain/collection/feedSource.api.ts'
import { duties, entry, openDuty, peopleOf, versionOf } from './duties.ts'
import { mapping as feedMapping, feedWorld } from './feeds.ts'
import { fileOf, tried as triedTable, withJobs } from './imports.ts'
import { digestOfAll } from './permissions/digest.ts'
import { world } from './world.ts'

/**
 * Figures as they should not be written, through every door: the form, the grid, a table, a feed. Each is read as what it
 * says, or refused in a sentence; nothing is guessed, and nothing is written of what is refused.
 */
const w = world()
withJobs(w)
const feeds = feedWorld(w)

const units = { 件: 0, 万人次: 1, '%': 1 } as const
type Unit = keyof typeof units
/** `says`: in the refusal; `is`: the figure that it is read as. `note`: it needs one. */
type Case = readonly [
  name: string,
  words: string,
  unit: Unit,
  becomes: { readonly is: string; readonly note?: boolean } | { readonly says: string },
]

const cases: readonly Case[] = [
  ['a day for a figure, dd/mm or mm/dd', '3/4', '件', { says: '“3/4”是日期' }],
  ['a day with its year', '31/10/2025', '件', { says: '是日期' }],
  ['thousands separators', '12,345', '件', { is: '12345' }],
  ['full-width separators', '１２，３４５', '件', { is: '12345' }],
  ['a comma that may be a point', '1,23', '件', { says: '千分位还是小数点' }],
  ['a point that may separate thousands', '1.234,567', '件', { says: '千分位还是小数点' }],
  ['Chinese digits', '一万二千', '件', { is: '12000' }],
  ['Chinese digits that mean two things', '一万五', '件', { says: '不是数字' }],
  ['full-width digits', '１２３４', '件', { is: '1234' }],
  ['a percent sign where percent is asked', '94.8%', '%', { is: '94.8' }],
  ['a percent sign where a count is asked', '5%', '件', { says: '应以“件”计' }],
  ['more than all of it', '948', '%', { says: '应在0至100之间' }],
  ['a negative count', '-3', '件', { is: '-3', note: true }],
  ['a negative count in brackets', '（3）', '件', { is: '-3', note: true }],
  ['scientific notation', '1.2E4', '件', { is: '12000' }],
  ['an exponent beyond all figures', '1e99', '件', { says: '不是数字' }],
  ['万 where single ones are asked', '1.2万', '件', { is: '12000' }],
  ['个 where 件 are asked', '12个', '件', { says: '应以“件”计' }],
  ['single ones where 万 are asked', '12000人次', '万人次', { is: '1.2' }],
  ['single ones that are no round 万', '12345人次', '万人次', { says: '多于1位小数' }],
  ['too many digits', '1234567890123456789', '件', { says: '位数过多' }],
]

const settings = { 'collection.noteAbovePercent': 50 }
const checked = (value: string, unit: Unit) =>
  checkEntry(
    { kind: 'value', value, note: '', evidenceFileId: null },
    { unit, decimals: units[unit], evidenceNeeded: false },
    { period: '2025-10', last: null, suggested: null },
    settings,
  )
const measureOf = (unit: Unit) => ({ unit, decimals: units[unit] })
const round = (value: string, unit: Unit) => Number(value).toFixed(units[unit])

describe.each(cases)('%s: %s', (_, words, unit, becomes) => {
  const asIs = 'is' in becomes ? becomes : undefined
  const sentence = 'says' in becomes ? becomes.says : ''

  test('in the form', async () => {
    const { officer, id } = await openDuty(w, { unit, decimals: units[unit] })
    // what was typed is kept as it is, and the page says what is wrong with it, or how to write it
    const kept = { ...entry(words), replaces: null }
    expect((await w.call(officer, saveEntry, { params: { id }, body: kept })).status).toBe(200)
    const found = checked(words, unit)
    const said = 'message' in found ? found.message.zh : ''
    if (asIs) expect(found.result === 'pass' || said.includes(asIs.is) || said.includes('数值为负')).toBe(true)
    else expect(said).toContain(sentence)
    const before = await digestOfAll(w)
    const version = await versionOf(w, officer, id)
    const answer = await w.call(officer, offer, { params: { id }, body: { version, ...entry(words) } })
    if (asIs && answer.status === 200) expect(Number(answer.body.value)).toBe(Number(asIs.is))
    else {
      expect(answer).toMatchObject({ status: 422 })
      expect(await digestOfAll(w)).toEqual(before)
    }
    if (!asIs) return
    const note = asIs.note ? '冲减上月多报' : ''
    const again = await w.call(officer, offer, { params: { id }, body: { version, ...entry(asIs.is, note) } })
    if (answer.status !== 200) expect(again).toMatchObject({ status: 200, body: { value: round(asIs.is, unit) } })
  })

  test('in the grid', async () => {
    const read = readFigureCell(words, measureOf(unit))
    if (!('message' in read)) expect([asIs?.is ?? read.value, read.kind]).toEqual([read.value, 'value'])
    const found = 'message' in read ? { message: read.message } : checked(read.value, unit)
    const said = 'message' in found ? found.message.zh : ''
    expect(said).toContain(asIs?.note ? '数值为负' : sentence)
    if (asIs) return
    const { officer, id } = await openDuty(w, { unit, decimals: units[unit] })
    const before = await digestOfAll(w)
    const rows = [{ dutyId: id, version: await versionOf(w, officer, id), ...entry(words) }]
    expect(await w.call(officer, offerEntries, { body: { rows } })).toMatchObject({ status: 422 })
    expect(await digestOfAll(w)).toEqual(before)
  })

  test('in a table', async () => {
    const { officer } = await openDuty(w, { name: '抽查', unit, decimals: units[unit] })
    const fileId = await fileOf(w, officer, '数据.csv', Buffer.from(`报送期,指标,数值\n2025-10,抽查,"${words}"`))
    const run = await triedTable(w, officer, fileId)
    if (asIs) expect(run).toMatchObject({ accepted: 1, refused: 0, rows: [{ value: asIs.is }] })
    else
      expect(run).toMatchObject({
        accepted: 0,
        refused: 1,
        rows: [{ row: 2, column: '数值', message: { zh: expect.stringContaining(sentence) } }],
      })
  })

  test('from a feed', async () => {
    const [responsible, coordinating] = [await w.division(), await w.division()]
    const { officer } = await peopleOf(w, responsible, coordinating)
    const indicators = [{ name: '抽查', unit, decimals: units[unit] }]
    const { ids } = await duties(w, { responsible, coordinating, indicators })
    const feed = await feeds.add(officer)
    const { version } = feed
    const mapped = { ...feedMapping, unit: null }
    await w.call(officer, mapFeed, { params: { id: feed.id }, body: { version, mapping: mapped } })
    const fileId = await feeds.upload(officer, `指标,报送期,数值\n抽查,2025-10,"${words}"`)
    const trial = (await feeds.tried(officer, feed.id, fileId)).body
    if (asIs) expect(trial).toMatchObject({ taken: 1, refused: 0, rows: [{ value: round(asIs.is, unit) }] })
    else
      expect(trial).toMatchObject({
        taken: 0,
        refused: 1,
        rows: [{ row: 2, message: { zh: expect.stringContaining(sentence) } }],
      })
    const run = await w.call(officer, takeFeed, { params: { id: feed.id }, body: { fileId, seen: trial.seen } })
    expect(run.status).toBe(asIs ? 200 : 422)
    expect(await feeds.suggestions(ids)).toHaveLength(asIs ? 1 : 0)
  })
})
