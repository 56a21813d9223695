import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseHolidays } from '#domain/calendar/workingDays.ts'
import { boardRoutes, savedViewRoutes } from './board/board.routes.ts'
import { briefingRoutes } from './bulletin/briefing.routes.ts'
import { bulletinRoutes } from './bulletin/bulletin.routes.ts'
import { sweepCards } from './card/card.public.ts'
import { cardRoutes } from './card/card.routes.ts'
import { catalogueRoutes } from './catalogue/catalogue.routes.ts'
import { catalogueYearRoutes } from './catalogue/catalogueYear.routes.ts'
import {
  entryImportTasks,
  fetchAsked,
  sweepDuties,
  sweepEntryImports,
  sweepFeeds,
} from './collection/collection.public.ts'
import { collectionPlanRoutes } from './collection/collectionPlan.routes.ts'
import { dataReportRoutes } from './collection/dataReport.routes.ts'
import { dueExceptionRoutes } from './collection/dueException.routes.ts'
import { dutyRoutes } from './collection/duty.routes.ts'
import { dutyViewsRoutes } from './collection/dutyViews.routes.ts'
import { entryGridRoutes } from './collection/entryGrid.routes.ts'
import { entryImportRoutes } from './collection/entryImport.routes.ts'
import { entryTableRoutes } from './collection/entryTable.routes.ts'
import { feedRoutes } from './collection/feed.routes.ts'
import { feedHostRoutes } from './collection/feedHost.routes.ts'
import { feedSourceRoutes } from './collection/feedSource.routes.ts'
import { registrationRoutes } from './collection/registration.routes.ts'
import { timelinessRoutes } from './collection/timeliness.routes.ts'
import { unitTemplateRoutes } from './collection/unitTemplate.routes.ts'
import { cosignatureRoutes } from './document/cosignature.routes.ts'
import { documentDraftRoutes } from './document/documentDraft.routes.ts'
import { documentPaperRoutes } from './document/documentPaper.routes.ts'
import { documentRoutes } from './document/officialDocument.routes.ts'
import { homeRoutes } from './home/home.routes.ts'
import { conformityRoutes } from './inspection/conformity.routes.ts'
import { inspectionRoutes } from './inspection/inspection.routes.ts'
import { inspectionActsRoutes } from './inspection/inspectionActs.routes.ts'
import { selfCheckRoutes } from './inspection/selfCheck.routes.ts'
import type { App, ServerConfig } from './kernel/app.ts'
import { backgroundLimits, createDatabase, createPool } from './kernel/db.ts'
import { fileStore } from './kernel/files.ts'
import { createServer } from './kernel/http.ts'
import { startJobs, type Tasks } from './kernel/jobs.ts'
import { createLog } from './kernel/log.ts'
import type { Route } from './kernel/routes.ts'
import { readPack, settingsReader } from './kernel/settings.ts'
import { type Sweep, startSweeping } from './kernel/sweep.ts'
import { deliverNotices, purgeNotices } from './notice/deliver.ts'
import { noticeRoutes } from './notice/notice.routes.ts'
import { webhookRoutes } from './notice/webhook.routes.ts'
import { contactRoutes } from './opinion/contact.routes.ts'
import { opinionRoutes } from './opinion/opinion.routes.ts'
import { sweepOpinions } from './opinion/opinion.sweep.ts'
import { sweepReorganisations } from './organization/organization.public.ts'
import { organizationRoutes } from './organization/organization.routes.ts'
import { amendmentRoutes } from './plan/amendment.routes.ts'
import { amendmentBesideRoutes } from './plan/amendmentBeside.routes.ts'
import { amendmentReadingRoutes } from './plan/amendmentReading.routes.ts'
import { commentRoutes } from './plan/comment.routes.ts'
import { consultationRoutes } from './plan/consultation.routes.ts'
import { divisionPlanRoutes } from './plan/divisionPlan.routes.ts'
import { divisionPlanStartRoutes } from './plan/divisionPlanStart.routes.ts'
import { itemRoutes } from './plan/item.routes.ts'
import { itemHintRoutes } from './plan/itemHint.routes.ts'
import { itemTableRoutes } from './plan/itemTable.routes.ts'
import { mergeRoutes } from './plan/merge.routes.ts'
import { mergeTaskRoutes } from './plan/mergeTask.routes.ts'
import { municipalImportRoutes } from './plan/municipalImport.routes.ts'
import { municipalPlanRoutes } from './plan/municipalPlan.routes.ts'
import { municipalSendingRoutes } from './plan/municipalSending.routes.ts'
import { officeWorkPlanRoutes } from './plan/officeWorkPlan.routes.ts'
import { planRoutes } from './plan/plan.routes.ts'
import { sweepCalls } from './plan/planCall.public.ts'
import { planCallRoutes } from './plan/planCall.routes.ts'
import { planItemsRoutes } from './plan/planItems.routes.ts'
import { planTableRoutes } from './plan/planTable.routes.ts'
import { reviewRoutes } from './plan/review.routes.ts'
import { revisionRoutes } from './plan/revision.routes.ts'
import { problemRoutes } from './problem/problem.routes.ts'
import { judgementRoutes } from './progress/judgement.routes.ts'
import { sweepLights } from './progress/progress.public.ts'
import { progressRoutes } from './progress/progress.routes.ts'
import { answerRoutes } from './rectification/answer.routes.ts'
import { graveRoutes } from './rectification/grave.routes.ts'
import { noteRoutes } from './rectification/note.routes.ts'
import { orderRoutes } from './rectification/order.routes.ts'
import { sweepRectifications } from './rectification/rectification.public.ts'
import { outboxRoutes } from './reminder/outbox.routes.ts'
import { remind } from './reminder/reminder.public.ts'
import { reminderRoutes } from './reminder/reminder.routes.ts'
import { sessionRoutes } from './session/session.routes.ts'
import { setupRoutes } from './setup/setup.routes.ts'
import { prepareOffice } from './setup/setup.store.ts'
import { registerRoutes } from './supervision/register.routes.ts'
import { sweepTickets } from './supervision/supervision.public.ts'
import { ticketRoutes } from './supervision/ticket.routes.ts'
import { ticketShareRoutes } from './supervision/ticketShare.routes.ts'
import { ticketUrgeRoutes } from './supervision/ticketUrge.routes.ts'

/** Every route of the office; a module that is not named here does not exist. */
export const allRoutes: readonly Route[] = [
  ...sessionRoutes,
  ...setupRoutes,
  ...homeRoutes,
  ...boardRoutes,
  ...savedViewRoutes,
  ...reminderRoutes,
  ...outboxRoutes,
  ...noticeRoutes,
  ...webhookRoutes,
  ...organizationRoutes,
  ...planCallRoutes,
  ...divisionPlanRoutes,
  ...divisionPlanStartRoutes,
  ...planRoutes,
  ...consultationRoutes,
  ...reviewRoutes,
  ...documentRoutes,
  ...documentDraftRoutes,
  ...documentPaperRoutes,
  ...cosignatureRoutes,
  ...amendmentRoutes,
  ...amendmentReadingRoutes,
  ...amendmentBesideRoutes,
  ...opinionRoutes,
  ...contactRoutes,
  ...bulletinRoutes,
  ...briefingRoutes,
  ...problemRoutes,
  ...progressRoutes,
  ...judgementRoutes,
  ...revisionRoutes,
  ...mergeRoutes,
  ...mergeTaskRoutes,
  ...officeWorkPlanRoutes,
  ...commentRoutes,
  ...itemRoutes,
  ...itemHintRoutes,
  ...itemTableRoutes,
  ...planItemsRoutes,
  ...planTableRoutes,
  ...municipalPlanRoutes,
  ...municipalImportRoutes,
  ...municipalSendingRoutes,
  ...dutyViewsRoutes,
  ...catalogueRoutes,
  ...catalogueYearRoutes,
  ...collectionPlanRoutes,
  ...dutyRoutes,
  ...dueExceptionRoutes,
  ...timelinessRoutes,
  ...registrationRoutes,
  ...entryGridRoutes,
  ...entryTableRoutes,
  ...entryImportRoutes,
  ...feedRoutes,
  ...feedSourceRoutes,
  ...feedHostRoutes,
  ...dataReportRoutes,
  ...unitTemplateRoutes,
  ...cardRoutes,
  ...orderRoutes,
  ...answerRoutes,
  ...graveRoutes,
  ...noteRoutes,
  ...registerRoutes,
  ...ticketRoutes,
  ...ticketShareRoutes,
  ...ticketUrgeRoutes,
  ...inspectionRoutes,
  ...inspectionActsRoutes,
  ...conformityRoutes,
  ...selfCheckRoutes,
]

/** What passing days bring about by themselves, module by module. */
export const allSweeps: readonly Sweep[] = [
  sweepReorganisations,
  sweepDuties,
  sweepFeeds,
  sweepCards,
  sweepRectifications,
  sweepLights,
  sweepTickets,
  sweepCalls,
  sweepOpinions,
  sweepEntryImports,
]

/** What is done later by jobs, module by module. */
export const allTasks: Tasks = {
  ...entryImportTasks,
  fetchFeed: fetchAsked,
  remind: (app) => remind(app),
  deliverNotices: (app) => deliverNotices(app),
  purgeNotices: (app) => purgeNotices(app),
}

const holidayFile = new URL('../data/cn-holidays-2009-2026.csv', import.meta.url)

type Options = {
  config: ServerConfig
  appUrl: string
  clockDay?: string | null
  routes?: readonly Route[]
  sweeps?: readonly Sweep[]
}

/** Everything one process holds; nothing listens yet. */
export async function createApp({ config, appUrl, sweeps = allSweeps }: Options): Promise<App> {
  const pool = createPool(appUrl)
  const background = createPool(appUrl, 8, backgroundLimits)
  const pack = await readPack(config.rulePack)
  const app: App = {
    config,
    pool,
    db: createDatabase(pool),
    background: { pool: background, db: createDatabase(background) },
    pack,
    holidays: parseHolidays(await readFile(holidayFile, 'utf8')),
    settingsOf: settingsReader(pack),
    files: fileStore(join(config.dataDir, 'files')),
    log: createLog(config.logLevel),
    sweep: async (tx, clock) => {
      for (const sweep of sweeps) await sweep(tx, clock, app)
    },
  }
  return app
}

/** Lets go of the database. */
export async function closeApp(app: App): Promise<void> {
  await app.db.destroy()
  await app.background.db.destroy()
}

export type Running = { readonly port: number; readonly setupCode: string | null; readonly close: () => Promise<void> }

/** Listens, sweeps, and answers the port and, while the office is not set up, the set-up code. */
export async function startServer(options: Options): Promise<Running> {
  const app = await createApp(options)
  const [setupCode, server] = await Promise.all([
    prepareOffice(app.background.db, options.clockDay ?? null),
    createServer(app, options.routes ?? allRoutes),
  ])
  await server.listen({ host: options.config.host, port: options.config.port })
  const stopSweeping = startSweeping(app)
  const jobs = await startJobs(app, allTasks)
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : options.config.port
  const close = async () => {
    stopSweeping()
    await server.close()
    await jobs.stop()
    await closeApp(app)
  }
  return { port, setupCode, close }
}
