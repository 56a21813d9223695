import { frequencyOf } from '#domain/calendar/periods.ts'
import {
  downloadTemplateFile,
  listTemplateChoices,
  listTemplates,
  previewTemplate,
  readTemplateHistory,
  readTemplateOf,
  readTemplateVersion,
  type TemplateVersion,
} from '#domain/collection/unitTemplate.api.ts'
import { Invalid, NotFound } from '#server/kernel/errors.ts'
import { contentOf } from '#server/kernel/files.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Download, type Reading, read } from '#server/kernel/routes.ts'
import { aggregateNames, lastDetails, listCells } from './dataReportSet.store.ts'
import { sheetsOf, workbookOf } from './unitTemplate.file.ts'
import * as store from './unitTemplate.store.ts'
import { unitTemplateActs } from './unitTemplateActs.routes.ts'
import { linesOfSet, unitTableOf } from './unitTemplateFill.store.ts'

export const unitTemplateRoutes = [
  read(listTemplates, ({ query }, { tx, actor }) => store.list(tx, actor, query)),

  read(listTemplateChoices, async (_input, { tx, actor }) => ({ rows: await store.choices(tx, actor.divisionId) })),

  read(readTemplateOf, ({ params }, { tx, actor }) => store.find(tx, actor, params.id), { snapshot: true }),

  read(readTemplateVersion, ({ params }, context) => readVersion(context, params.id, params.number), {
    snapshot: true,
  }),

  read(
    readTemplateHistory,
    async ({ params }, { tx, actor }) => {
      const { id } = await store.findHead(tx, actor, params.id)
      return { rows: await historyOf(tx, [{ kind: 'unitTemplate', id }]) }
    },
    { snapshot: true },
  ),

  read(
    downloadTemplateFile,
    async ({ params }, context) => {
      const { version } = await versionAt(context, params.id, params.number)
      return {
        name: version.fileName,
        type: version.type,
        content: await contentOf(context.app.files, version.digest),
      }
    },
    { snapshot: true },
  ),

  read(previewTemplate, ({ params, query }, context) => preview(context, params, query.period), { snapshot: true }),

  ...unitTemplateActs,
]

/** A version of a template that this post sees. */
async function versionAt({ tx, actor }: Reading, id: string, number: number) {
  const head = await store.findHead(tx, actor, id)
  const versions = await store.versionsOf(tx, id)
  const version = versions.find((one) => one.number === number)
  if (!version) throw new NotFound()
  return { head, versions, version }
}

async function readVersion(context: Reading, id: string, number: number): Promise<TemplateVersion> {
  const { tx, app, today } = context
  const { head, versions, version } = await versionAt(context, id, number)
  return {
    templateId: id,
    version: head.version,
    number,
    state: version.state,
    effectiveFrom: version.effectiveFrom,
    nilAs: version.nilAs,
    coordinatingDivisionId: head.coordinatingDivisionId,
    changedBy: version.changedBy,
    changedFor: version.changedFor,
    hasSameDay: store.hasSameDay(versions, version),
    isOffered: version.offeredAt !== null,
    file: { name: version.fileName, size: version.size, digest: version.digest },
    sheets: await sheetsOf(app.files, version.digest),
    cells: await store.cellsOf(tx, version.id),
    indicators: await store.indicatorsOf(tx, head),
    aggregates: await aggregateNames(tx, head),
    periods: await store.openPeriods(tx, head, today),
  }
}

async function preview(
  context: Reading,
  { id, number }: { id: string; number: number },
  period: string,
): Promise<Download> {
  const { tx, app, today, actor } = context
  const { head, version } = await versionAt(context, id, number)
  if (frequencyOf(period) !== head.frequency) throw new Invalid([{ path: 'query.period', message: otherFrequency }])
  const key = { ...head, period }
  const last = await lastDetails(tx, key)
  const table = await unitTableOf(tx, head, version, {
    ...key,
    lines: linesOfSet(await listCells(tx, key)),
    reportDay: today,
    contactName: last?.contactName ?? actor.name,
    contactPhone: last?.contactPhone ?? '',
    aggregates: last?.aggregates ?? [],
  })
  return { name: version.fileName, type: version.type, content: await workbookOf(app.files, table) }
}

const otherFrequency = { zh: '期间与模板的频度不符。', en: 'The period is not of the frequency of the template.' }
