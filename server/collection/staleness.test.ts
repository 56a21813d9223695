import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listReports } from '#domain/collection/dataReport.api.ts'
import { correct, takeBack } from '#domain/collection/dutyActs.api.ts'
import { readVouching } from '#domain/collection/vouching.api.ts'
import { entry, signed, uploaded, versionOf } from '#test/duties.ts'
import { digestExcept, figureOf, type ManyCell, manyValues, suggestSame } from '#test/manyValues.ts'
import { acceptDuty, reviewIt, seen, sendIt } from '#test/reports.ts'
import { world } from '#test/world.ts'

const w = world()
/** 40 divisions, each with 2 collecting units, 5 months and 25 indicators: 200 sheets, 400 reports. */
const size = { divisions: 40, units: 2, months: 5, indicators: 25 }

const changes = ['value', 'nil', 'note', 'field', 'evidence', 'source'] as const
type Kind = (typeof changes)[number]

/** The new version, with nothing changed but what the kind says. */
async function changed(at: ManyCell, kind: Kind, n: number) {
  const { value, note, content } = await figureOf(w, at.dutyId)
  const same = { ...entry(value, note), content }
  if (kind === 'value') return { ...same, value: String(Number(value ?? 0) + n) }
  if (kind === 'nil')
    return value === null
      ? { ...same, kind: 'value' as const, value: String(n) }
      : { ...entry(null, note), note: '本期没有' }
  if (kind === 'note') return { ...same, note: `说明${n}` }
  if (kind === 'field') return { ...same, content: { values: { ...content.values, remark: `补充${n}` }, reasons: {} } }
  if (kind === 'evidence') return { ...same, evidenceFileId: await uploaded(w, at.officer, `依据${n}.txt`) }
  await suggestSame(w, at, value)
  return same
}

test('one of 10,000 values changes: its own signature, its report’s and its package’s lapse and name it; no other', {
  timeout: 600_000,
}, async () => {
  const many = await manyValues(w, size)
  expect(many.cells).toHaveLength(10_000)
  const staff = await w.person('performanceOffice.staff', await w.division())
  const page = async (after?: string) =>
    (await w.call(staff, listReports, { query: { limit: 100, ...(after ? { after } : {}) } })).body
  const allStale = async () => {
    let { rows, next } = await page()
    while (next) {
      const more = await page(next)
      rows = [...rows, ...more.rows]
      next = more.next
    }
    expect(rows).toHaveLength(many.reports.length)
    return rows.flatMap(({ id, isOutdated }) => (isOutdated ? [id] : [])).toSorted()
  }
  const vouching = async (id: string) => (await w.call(staff, readVouching, { params: { id } })).body
  /** What was corrected for good, by report: the names of its cells. */
  const lapsed = new Map<string, Set<string>>()
  const staleNow = (...more: string[]) => [...new Set([...lapsed.keys(), ...more])].toSorted()
  const untouched = new Set(many.cells)
  expect(await allStale()).toEqual([])

  await fc.assert(
    fc.asyncProperty(
      fc.nat(many.cells.length - 1),
      fc.constantFrom(...changes),
      fc.array(fc.nat(many.cells.length - 1), { minLength: 2, maxLength: 2 }),
      fc.boolean(),
      async (index, kind, others, isForGood) => {
        const at = many.cells[index]
        if (!at || !untouched.has(at)) return
        const before = await digestExcept(w, at.dutyId)
        const body = { ...(await changed(at, kind, index + 2)), reason: '核对原始记录' }
        const version = await versionOf(w, at.officer, at.dutyId)
        const corrected = await w.call(at.officer, correct, { params: { id: at.dutyId }, body: { ...body, version } })
        expect(corrected, `${kind} of ${at.name}`).toMatchObject({ status: 200 })

        // at once: neither signed nor accepted, and what was signed vouches no longer
        expect(await allStale()).toEqual(staleNow(at.reportId))
        const cells = [...(lapsed.get(at.reportId) ?? []), at.name]
        const report = await seen(w, staff, at.reportId)
        const [signature] = report.signatures
        expect(signature?.isInForce).toBe(false)
        expect(signature?.staleCells.toSorted()).toEqual(cells.toSorted())
        const old = await vouching(at.submissionId)
        expect(old).toMatchObject({ isInForce: false, signatures: [{ stands: false }] })
        expect(old.reports).toMatchObject([{ id: at.reportId, signatures: [{ stands: false }] }])

        // all others stand: every row of them by the database, some of them as people see it
        expect(await digestExcept(w, at.dutyId)).toBe(before)
        const neighbours = many.cells.filter(({ reportId, sheet }) => reportId === at.reportId || sheet === at.sheet)
        const some = [
          ...others.map((n) => many.cells[n]),
          neighbours[(others[0] ?? 0) % neighbours.length],
          neighbours[0],
        ]
        for (const other of some) {
          if (!other || other === at || !untouched.has(other)) continue
          const one = await vouching(other.submissionId)
          expect(one).toMatchObject({ isInForce: true, signatures: [{ stands: true, proof: { isSame: true } }] })
          expect(one.reports[0]?.signatures[0]?.stands).toBe(!staleNow(at.reportId).includes(other.reportId))
        }

        if (!isForGood) {
          const back = { version: await versionOf(w, at.officer, at.dutyId), reason: '原数无误' }
          expect(await w.call(at.officer, takeBack, { params: { id: at.dutyId }, body: back })).toMatchObject({
            status: 200,
          })
          expect(await allStale()).toEqual(staleNow())
          return
        }
        untouched.delete(at)
        lapsed.set(at.reportId, new Set(cells))
        await signed(w, at.head, at.period)
        await acceptDuty(w, at.coordinator, at.dutyId)
        expect(await allStale()).toEqual(staleNow())
        // the package goes nowhere, and the refusal names the cells
        const { deputy, coordinator } = at
        const stopped = at.isReviewed
          ? await sendIt(w, { coordinator }, at.reportId)
          : await reviewIt(w, { deputy }, at.reportId)
        expect(stopped).toMatchObject({ status: 409, body: { code: 'stale_signature' } })
        for (const name of lapsed.get(at.reportId) ?? [])
          expect((stopped.body as unknown as { message: { zh: string } }).message.zh).toContain(name)
      },
    ),
    { numRuns: 30, examples: changes.map((kind, n) => [n * 1_601 + 7, kind, [n, 5_000 + n], n % 2 === 0]) },
  )
})
