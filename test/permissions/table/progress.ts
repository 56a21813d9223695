import { businessPosts, divisionPosts, officeLeaders, type PostKind, performanceOffice } from '#domain/kernel/actor.ts'
import { exportItems } from '#domain/plan/itemTable.api.ts'
import {
  askReview,
  claimPhase,
  correctProgress,
  decideReview,
  downloadProgressFile,
  judgePhase,
  readItemProgress,
  reportProgress,
  takeBackClaim,
} from '#domain/progress/progress.api.ts'
import { completeMeasure, judgeUnclaimed, recordOwnCheck, setReportRhythm } from '#domain/progress/progressActs.api.ts'
import { type Office, onceFor } from '../office.ts'
import { row } from '../row.ts'

/** An item of its own with one phase that runs, of a plan in force. */
async function itemOf(office: Office, divisionId = office.divisions.responsible, endsOn = '2025-12-31') {
  const { w, next, divisions } = office
  const like = await w.owner
    .selectFrom('item')
    .innerJoin('plan', 'plan.id', 'item.planId')
    .select(['item.planId', 'item.year', 'item.dimension'])
    .where('plan.kind', '=', 'office')
    .where('plan.state', '=', 'issued')
    .where('item.year', '=', 2025)
    .executeTakeFirstOrThrow()
  const number = next()
  const item = await w.owner
    .insertInto('item')
    .values({
      ...like,
      ...{ code: `JD-${number}`, sort: 9_000 + number, title: '进度', kind: 'keyWork', startsOn: '2025-01-01' },
      ...{ endsOn: '2025-12-31', responsibleDivisionId: divisionId, coordinatingDivisionId: divisions.coordinating },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const phase = await w.owner
    .insertInto('phase')
    .values({ itemId: item.id, sort: 1, title: '全年', startsOn: '2025-01-01', endsOn })
    .returning('id')
    .executeTakeFirstOrThrow()
  const by = office.at.responsible['division.head'].id
  const content = { canonical: Buffer.from(JSON.stringify({ phases: [] })), digest: '0'.repeat(64) }
  const version = await w.owner
    .insertInto('itemVersion')
    .values({ itemId: item.id, number: 1, ...content, madeBy: by, madeAt: '2025-01-02T01:00:00Z' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const of = { itemId: item.id, phaseId: phase.id, itemVersionId: version.id, divisionId }
  return { params: { id: item.id }, phaseId: phase.id, of, by }
}

const said = { reached: false, words: '完成四成' }

async function reported(office: Office, reached = false): Promise<string> {
  const { of, by } = await itemOf(office)
  const values = {
    ...of,
    reportedOn: '2025-11-03',
    reached,
    words: '完成四成',
    madeBy: by,
    madeAt: '2025-11-03T01:00:00Z',
  }
  const report = await office.w.owner
    .insertInto('progressReport')
    .values(values)
    .returning('id')
    .executeTakeFirstOrThrow()
  return report.id
}

/** A claim of the responsible division, or of the one that houses the performance office; judged where it is asked. */
async function claim(office: Office, { house = false, judged = false, asked = false } = {}) {
  const { of, by } = await itemOf(office, house ? office.secretariat : office.divisions.responsible)
  const at = '2025-11-03T01:00:00Z'
  const judge = office.at.responsible[house ? 'leadingGroup.deputy' : 'performanceOffice.staff'].id
  const verdict = { verdict: 'partly', reason: '部分达到', judgedBy: house ? by : judge, judgedAt: at }
  const { id } = await office.w.owner
    .insertInto('phaseJudgement')
    .values({
      ...{ ...of, claimedBy: by, claimedAt: at, state: asked ? 'underReview' : judged ? 'judged' : 'claimed' },
      ...(judged || asked ? { ...verdict, reviewUntil: '2025-12-31' } : {}),
      ...(asked ? { askedBy: by, askedAt: at, askedReason: '请复核' } : {}),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { params: { id } }
}

const file = onceFor(async (office) => {
  const id = await reported(office)
  const fileId = await office.fileOf(office.at.responsible['division.officer'], 'note.csv', Buffer.from('a\n1\n'))
  const claimed = { claimedKind: 'progressReport', claimedId: id }
  await office.w.owner.updateTable('storedFile').set(claimed).where('id', '=', fileId).execute()
  return { id, fileId }
})
const item = onceFor(itemOf)
const heads: readonly PostKind[] = ['division.head']
const verdict = { version: 1, verdict: 'met', reason: '符合标准' } as const

export const progressRows = [
  row(exportItems, businessPosts, { ask: () => ({ query: { year: 2025, language: 'zh' } }) }),
  row(readItemProgress, businessPosts, {
    ask: async (office) => ({ params: (await item(office)).params }),
    foreign: 'elsewhere',
  }),
  row(downloadProgressFile, businessPosts, {
    ask: async (office) => ({ params: await file(office) }),
    foreign: 'elsewhere',
  }),
  row(reportProgress, divisionPosts, {
    ask: async (office) => {
      const { params, phaseId } = await itemOf(office)
      return { params, body: { version: 1, phaseId, ...said } }
    },
    foreign: 'elsewhere',
  }),
  row(correctProgress, divisionPosts, {
    ask: async (office) => ({
      params: { id: await reported(office) },
      body: { version: 1, ...said, reason: '比例算错' },
    }),
    foreign: 'elsewhere',
  }),
  row(recordOwnCheck, divisionPosts, {
    ask: async (office) => {
      const { params } = await itemOf(office)
      return { params, body: { version: 1, checkedOn: '2025-11-03', finding: '情况正常' } }
    },
    foreign: 'elsewhere',
  }),
  row(claimPhase, heads, {
    ask: async (office) => {
      const { params, phaseId, of, by } = await itemOf(office)
      const made = {
        reportedOn: '2025-11-03',
        reached: true,
        words: '已完成',
        madeBy: by,
        madeAt: '2025-11-03T01:00:00Z',
      }
      await office.w.owner
        .insertInto('progressReport')
        .values({ ...of, ...made })
        .execute()
      return { params, body: { version: 1, phaseId } }
    },
    foreign: 'elsewhere',
  }),
  row(completeMeasure, divisionPosts, {
    ask: async (office) => {
      const { of, by } = await itemOf(office)
      const found = { checkedOn: '2025-11-03', finding: '围挡缺失', measure: '补装围挡', untilOn: '2025-11-10' }
      const check = await office.w.owner
        .insertInto('ownCheck')
        .values({
          ...{ itemId: of.itemId, divisionId: of.divisionId, ...found, madeBy: by, madeAt: '2025-11-03T01:00:00Z' },
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      return { params: { id: check.id }, body: { words: '已补装' } }
    },
    foreign: 'elsewhere',
  }),
  row(setReportRhythm, performanceOffice, {
    ask: async (office) => {
      const { params } = await itemOf(office)
      await office.w.owner.insertInto('itemLight').values({ itemId: params.id, year: 2025 }).execute()
      return { params, body: { version: 0, rhythm: 'quarter', reason: '按季结算' } }
    },
  }),
  row(judgeUnclaimed, [...performanceOffice, 'leadingGroup.deputy'], {
    ask: async (office, post) => {
      const house = post === 'leadingGroup.deputy' ? office.secretariat : office.divisions.responsible
      const { params, phaseId } = await itemOf(office, house, '2025-06-30')
      return { params, body: { version: 1, phaseId, reason: '逾期未申请认定' } }
    },
  }),
  row(takeBackClaim, heads, {
    ask: async (office) => ({ ...(await claim(office)), body: { version: 1, reason: '材料不全' } }),
    foreign: 'elsewhere',
  }),
  row(judgePhase, [...performanceOffice, 'leadingGroup.deputy'], {
    ask: async (office, post) => ({
      ...(await claim(office, { house: post === 'leadingGroup.deputy' })),
      body: verdict,
    }),
  }),
  row(askReview, heads, {
    ask: async (office) => ({
      ...(await claim(office, { judged: true })),
      body: { version: 1, reason: '标准按90%计' },
    }),
    foreign: 'elsewhere',
  }),
  row(decideReview, officeLeaders, {
    ask: async (office, post) => ({
      ...(await claim(office, { asked: true, house: post === 'leadingGroup.head' })),
      body: verdict,
    }),
  }),
]
