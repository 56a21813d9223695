import { listTodos } from '#domain/home/home.api.ts'
import { planInspection, readInspection } from '#domain/inspection/inspection.api.ts'
import { addFinding, beginInspection, judgePoints, notifyInspection } from '#domain/inspection/inspectionActs.api.ts'
import { uploaded } from '#test/duties.ts'
import type { Client, World } from '#test/world.ts'

/** Inspections of an office of one test file: its people, a plan, one that is under way with a finding. */
export function inspectionsOf(w: World) {
  async function people() {
    await w.year(2025)
    const [land, sea, law] = [await w.division(), await w.division(), await w.division()]
    const present = await w.owner
      .selectFrom('division')
      .select('id')
      .where('housesPerformanceOffice', '=', true)
      .executeTakeFirst()
    const house = present?.id ?? (await w.division({ housesPerformanceOffice: true }))
    return {
      ...{ land, sea, law, house },
      staff: await w.person('performanceOffice.staff', house),
      deputy: await w.person('leadingGroup.deputy'),
      head: await w.person('division.head', land),
      officer: await w.person('division.officer', land),
      seaHead: await w.person('division.head', sea),
      stranger: await w.person('division.head', law),
      member: await w.person('leadingGroup.member', law),
      houseHead: await w.person('division.head', house),
    }
  }

  const planned = ({ land, sea }: Awaited<ReturnType<typeof people>>, more: object = {}) => ({
    ...{
      kind: 'special' as const,
      aspect: 'reporting' as const,
      title: '三季度数据佐证专项检查',
      scope: '三季度报送的数据',
    },
    ...{ startsOn: '2025-11-10', divisionIds: [land, sea], points: ['佐证材料是否齐全', '口径是否一致'] },
    ...{ requestDocument: '市绩效办通知', requestOn: '2025-11-03' },
    ...more,
  })
  const plan = async (them: Awaited<ReturnType<typeof people>>, more: object = {}, as: Client = them.staff) =>
    w.call(as, planInspection, { body: planned(them, more) })
  const linksOf = async (client: Client, id: string) =>
    (await w.call(client, listTodos)).body.rows.map(({ link }) => link).filter((link) => link.includes(id))
  /** Under way, every point judged, one finding in the first division. */
  async function found(them: Awaited<ReturnType<typeof people>>, more: object = {}, judge: Client = them.staff) {
    const { body } = await plan(them, more)
    const params = { id: body.id }
    await w.call(them.staff, notifyInspection, { params, body: { version: 1 } })
    await w.call(them.staff, beginInspection, { params, body: { version: 2 } })
    let { body: now } = await w.call(judge, readInspection, { params })
    for (const party of now.parties) {
      const judgements = now.points.map(({ id: pointId }) => ({ pointId, judgement: 'ok' as const, remark: '' }))
      const judged = { version: now.version, partyId: party.id, judgements }
      now = (await w.call(judge, judgePoints, { params, body: judged })).body
    }
    const finding = { version: now.version, partyId: now.parties[0]?.id ?? '', words: '8月佐证材料缺一份' }
    const fileIds = [await uploaded(w, judge, '照片.txt')]
    now = (await w.call(judge, addFinding, { params, body: { ...finding, fileIds } })).body
    return { params, now, fileId: fileIds[0] ?? '' }
  }

  return { people, planned, plan, linksOf, found }
}
