import { aspects, byPreparer } from '#domain/inspection/check.ts'
import { templateFields } from '#domain/inspection/checkTemplate.ts'
import {
  addCheckTemplate,
  changeCheckTemplate,
  changeInspection,
  downloadInspectionFile,
  downloadInspectionNotice,
  exportInspections,
  listCheckTemplates,
  listInspections,
  planInspection,
  readInspection,
  readInspectionHistory,
} from '#domain/inspection/inspection.api.ts'
import { inspectionKinds, inspectionStates, inspectionTransitions } from '#domain/inspection/inspection.ts'
import { inspectionFields } from '#domain/inspection/inspectionFields.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { inBoth } from '#domain/kernel/text.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, demand, type Reading, read, take } from '#server/kernel/routes.ts'
import { fileOf } from '#server/opinion/opinion.public.ts'
import { demandYear, divisionsOf, sound } from './check.store.ts'
import * as templates from './checkTemplate.store.ts'
import { inspectionFile, noticeFile } from './inspection.document.ts'
import * as store from './inspection.store.ts'
import * as write from './inspectionWrite.store.ts'

export const subjectOf = (id: string) => ({ kind: 'inspection' as const, id })

/** A file of the parts of an inspection that this post reads. */
async function file(id: string, fileId: string, { tx, actor, app }: Reading) {
  const { parties } = await store.find(tx, actor, id)
  const claimed = [
    ...parties.map((party) => ({ kind: 'inspectionReply', id: party.id, files: party.files })),
    ...parties.flatMap(({ findings }) => findings.map((one) => ({ kind: 'inspectionFinding', ...one }))),
  ].find(({ files }) => files.some((one) => one.id === fileId))
  if (!claimed) throw new NotFound()
  return fileOf(tx, app.files, { kind: claimed.kind, id: claimed.id }, fileId)
}

type Planned = {
  readonly aspect: keyof typeof aspects
  readonly title: string
  readonly scope: string
  readonly startsOn: string
  readonly divisionIds: readonly string[]
  readonly points: readonly string[]
  readonly requestDocument: string | null
  readonly requestOn: string | null
}

/** What a plan says, checked, as columns and as history shows it. */
async function planOf({ tx, today }: Acting, kind: keyof typeof inspectionKinds, body: Planned) {
  const { divisionIds, points, ...columns } = body
  const divisions = await divisionsOf(tx, divisionIds, 'divisionIds', today)
  const forHouse = divisions.some(({ housesPerformanceOffice }) => housesPerformanceOffice)
  if (forHouse && divisions.length > 1) sound([{ path: 'divisionIds', message: houseAlone }])
  if ((body.requestDocument === null) !== (body.requestOn === null))
    sound([{ path: body.requestOn === null ? 'requestOn' : 'requestDocument', message: requestWhole }])
  if (body.requestOn !== null && kind === 'daily') sound([{ path: 'requestOn', message: dailyFollowsNone }])
  if (body.requestOn !== null && body.requestOn > today) sound([{ path: 'requestOn', message: notToCome }])
  const year = await demandYear(tx, Number(body.startsOn.slice(0, 4)), 'startsOn')
  const shown = {
    ...{ title: body.title, aspect: inBoth(aspects[body.aspect]), scope: body.scope, startsOn: body.startsOn },
    request: body.requestOn === null ? null : `${body.requestDocument} ${body.requestOn}`,
    divisions: divisions.map(({ nameZh }) => nameZh).join('、'),
    points: points.join('；'),
  }
  return { columns: { ...columns, kind, year, forHouse }, divisionIds: divisions.map(({ id }) => id), points, shown }
}
const houseAlone = {
  zh: '办绩效办所在处须单独检查，由领导小组副组长判定。',
  en: 'The division that houses the performance office is checked alone; a deputy head of the leading group judges.',
}
const requestWhole = { zh: '来文和日期须同时填写。', en: 'Document and day belong together.' }
const dailyFollowsNone = { zh: '日常检查不填市里要求。', en: 'A daily check follows no request.' }
const notToCome = { zh: '不能晚于今天。', en: 'Not after today.' }

export const inspectionRoutes = [
  read(listInspections, ({ query }, { tx, actor }) => store.list(tx, actor, query)),

  read(exportInspections, async ({ query: { language, ...query } }, { tx, actor }) =>
    inspectionFile(await store.listAll(tx, actor, query), query.year, language),
  ),

  read(readInspection, ({ params }, { tx, actor }) => store.find(tx, actor, params.id)),

  read(readInspectionHistory, async ({ params }, { tx, actor }) => {
    await store.find(tx, actor, params.id)
    return { rows: await historyOf(tx, [subjectOf(params.id)]) }
  }),

  read(downloadInspectionNotice, async ({ params }, { tx, actor }) => {
    const inspection = await store.find(tx, actor, params.id)
    if (inspection.kind === 'daily') throw new NotFound()
    const { nameZh } = await tx.selectFrom('office').select('nameZh').executeTakeFirstOrThrow()
    return noticeFile(inspection, nameZh)
  }),

  read(downloadInspectionFile, ({ params: { id, fileId } }, context) => file(id, fileId, context)),

  command(
    planInspection,
    async ({ body: { kind, ...body } }, context) => {
      const { columns, divisionIds, points, shown } = await planOf(context, kind, body)
      demand([byPreparer], planInspection.basis, columns, context)
      const id = await write.insert(context, columns)
      await write.replaceParts(context.tx, id, divisionIds, points)
      const now = { ...shown, kind: inBoth(inspectionKinds[kind]), state: inBoth(inspectionStates.planned) }
      await context.record('inspection.plan', subjectOf(id), { changes: changesOf(inspectionFields, {}, now) })
      return id
    },
    store.find,
  ),

  command(
    changeInspection,
    async ({ params: { id }, body: { version, ...body } }, context) => {
      const { inspection, facts } = await store.lock(context.tx, context.actor, id, version)
      take(inspectionTransitions.change, facts, context, inspectionStates)
      const { columns, divisionIds, points, shown } = await planOf(context, inspection.kind, body)
      demand([byPreparer], changeInspection.basis, columns, context)
      await write.save(context.tx, id, columns)
      await write.replaceParts(context.tx, id, divisionIds, points)
      await context.record('inspection.change', subjectOf(id), {
        changes: changesOf(inspectionFields, shownOf(inspection), shown),
      })
      return id
    },
    store.find,
  ),

  read(listCheckTemplates, async (_input, { tx }) => ({ rows: await templates.listTemplates(tx) })),

  command(
    addCheckTemplate,
    async ({ body }, context) => {
      const id = await templates.insertTemplate(context, body)
      const now = { ...body, aspect: inBoth(aspects[body.aspect]), points: body.points.join('；') }
      await context.record(
        'inspection.template',
        { kind: 'checkTemplate', id },
        {
          changes: changesOf(templateFields, {}, now),
        },
      )
      return id
    },
    (tx, _actor, id) => templates.findTemplate(tx, id),
  ),

  command(
    changeCheckTemplate,
    async ({ params: { id }, body: { version, ...body } }, context) => {
      const before = await templates.lockTemplate(context.tx, id, version)
      await templates.saveTemplate(context, id, body)
      const show = (of: typeof body) => ({
        ...{ name: of.name, aspect: inBoth(aspects[of.aspect]), points: of.points.join('；') },
        isRetired: of.isRetired ? '是' : null,
      })
      await context.record(
        'inspection.template',
        { kind: 'checkTemplate', id },
        {
          changes: changesOf(templateFields, show(before), show(body)),
        },
      )
      return id
    },
    (tx, _actor, id) => templates.findTemplate(tx, id),
  ),
]

const shownOf = (of: Awaited<ReturnType<typeof store.find>>) => ({
  ...{ title: of.title, aspect: inBoth(aspects[of.aspect]), scope: of.scope, startsOn: of.startsOn },
  request: of.request ? `${of.request.document} ${of.request.on}` : null,
  divisions: of.divisions.map(({ name }) => name.zh).join('、'),
  points: of.points.map(({ words }) => words).join('；'),
})
